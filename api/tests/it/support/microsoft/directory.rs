//! A directory of the stand-in, and its delta queries
//! (<https://learn.microsoft.com/en-us/graph/delta-query-overview>).

use std::collections::{BTreeMap, HashMap};

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

/// A page has as many things unless another number is wished for, and never more than the largest number.
const PAGE: usize = 100;
const PAGE_MAX: usize = 999;

pub struct Tenant {
    pub name: String,
    pub domains: Vec<Value>,
    /// Consent was withdrawn after tokens were made.
    pub withdrawn: bool,
    /// How often access is still refused before the consent has arrived everywhere.
    pub arrives_after: usize,
    kinds: HashMap<&'static str, Kind>,
}

/// Things of a kind, and what happened to them.
#[derive(Default)]
struct Kind {
    things: BTreeMap<String, Value>,
    changes: Vec<Value>,
    /// Delta tokens of before this many changes are not known any more.
    forgotten: usize,
}

impl Tenant {
    pub fn new(name: &str) -> Self {
        let kinds = HashMap::from([("users", Kind::default()), ("groups", Kind::default())]);
        Self { name: name.to_owned(), domains: Vec::new(), withdrawn: false, arrives_after: 0, kinds }
    }

    /// Whether tokens are made for the directory. Asking brings a consent nearer that is on its way.
    pub fn has_consented(&mut self) -> bool {
        let arrived = self.arrives_after == 0;
        self.arrives_after = self.arrives_after.saturating_sub(1);
        arrived && !self.withdrawn
    }

    fn of(&mut self, kind: &str) -> &mut Kind {
        self.kinds.get_mut(kind).unwrap()
    }

    /// Puts users or groups there, each in the place of the one with its id.
    pub fn put(&mut self, kind: &str, things: impl IntoIterator<Item = Value>) {
        let kind = self.of(kind);
        for thing in things {
            kind.things.insert(thing["id"].as_str().unwrap().to_owned(), thing.clone());
            kind.changes.push(thing);
        }
    }

    /// Tells of a change in the next round, without more: of those who left a group, of values that are new.
    pub fn tell(&mut self, kind: &str, change: Value) {
        self.of(kind).changes.push(change);
    }

    /// Takes a user or a group away.
    pub fn remove(&mut self, kind: &str, id: &str) {
        let kind = self.of(kind);
        kind.things.remove(id);
        kind.changes.push(json!({"id": id, "@removed": {"reason": "changed"}}));
    }

    /// Forgets all delta tokens.
    pub fn forget_deltas(&mut self) {
        for kind in self.kinds.values_mut() {
            kind.changes.push(json!({"id": "nobody", "@removed": {"reason": "deleted"}}));
            kind.forgotten = kind.changes.len();
        }
    }

    pub fn delta(&mut self, name: &str, query: &HashMap<String, String>, request: &HttpRequest, url: &str) -> HttpResponse {
        let path = format!("{url}/v1.0/{name}/delta");
        let wished =
            request.headers().get("prefer").and_then(|value| value.to_str().ok()?.strip_prefix("odata.maxpagesize=")?.parse().ok());
        let size = wished.unwrap_or(PAGE).min(PAGE_MAX);
        let kind = self.of(name);
        let end = kind.changes.len();
        // `$skiptoken=<all or changes>-<where the page begins>-<where the changes after this round begin>`
        let (all, from, until) = match (query.get("$skiptoken"), query.get("$deltatoken")) {
            (Some(token), _) => {
                let mut parts = token.split('-');
                let all = parts.next() == Some("all");
                let mut number = || parts.next().unwrap().parse::<usize>().unwrap();
                (all, number(), number())
            }
            (None, Some(token)) => {
                let from = token.parse::<usize>().unwrap();
                if from < kind.forgotten {
                    let again = (LOCATION, format!("{path}?$deltatoken="));
                    return HttpResponse::Gone()
                        .insert_header(again)
                        .json(json!({"error": {"code": "syncStateNotFound", "message": "Resync."}}));
                }
                (false, from, end)
            }
            // The parameters of the first request are kept in the tokens: without them there is nothing to tell.
            (None, None) if !query.contains_key("$select") => return super::error(400, "Request_BadRequest"),
            (None, None) => (true, 0, end),
        };
        let whole: Vec<Value> = if all { kind.things.values().cloned().collect() } else { kind.changes[..until].to_vec() };
        let page: Vec<Value> = whole.iter().skip(from).take(size).cloned().collect();
        let next = from + page.len();
        let (link, token) = if next < whole.len() {
            ("@odata.nextLink", format!("$skiptoken={}-{next}-{until}", if all { "all" } else { "changes" }))
        } else {
            ("@odata.deltaLink", format!("$deltatoken={until}"))
        };
        let mut body = json!({"@odata.context": format!("{url}/v1.0/$metadata#{name}"), "value": page});
        body[link] = json!(format!("{path}?{token}"));
        HttpResponse::Ok().json(body)
    }
}
