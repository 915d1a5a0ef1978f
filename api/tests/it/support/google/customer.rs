//! A customer of the stand-in, and its directory
//! (<https://developers.google.com/workspace/admin/directory/reference/rest>).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actix_web::HttpResponse;
use serde_json::{Map, Value, json};

use super::accounts::Account;
use super::{Answer, error};

const DIRECTORY: &str = "https://www.googleapis.com/auth/admin.directory";

pub struct Customer {
    pub domains: Vec<Value>,
    pub users: Vec<Value>,
    pub groups: Vec<Value>,
    pub members: HashMap<String, Vec<Value>>,
    /// Who may read the directory.
    pub administrators: BTreeSet<String>,
    /// Who has no Gmail.
    pub without_mail: BTreeSet<String>,
    /// What was delegated, by the client id.
    delegations: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Customer {
    /// With an administrator.
    pub fn new(id: &str, administrator: &str) -> Self {
        Self {
            domains: Vec::new(),
            users: vec![json!({"id": "100", "customerId": id, "primaryEmail": administrator, "name": {"fullName": "Ada Admin"}})],
            groups: Vec::new(),
            members: HashMap::new(),
            administrators: BTreeSet::from([administrator.to_owned()]),
            without_mail: BTreeSet::new(),
            delegations: BTreeMap::new(),
        }
    }

    /// What the administrator enters in the admin console.
    pub fn delegate(&mut self, account: Account, scopes: &[&str]) {
        self.delegations.insert(account.client_id(), scopes.iter().map(|scope| (*scope).to_owned()).collect());
    }

    pub fn withdraw(&mut self, account: Account) {
        self.delegations.remove(account.client_id());
    }

    /// All of these scopes, and no more than those.
    pub fn has_delegated(&self, account: Account, scopes: &BTreeSet<String>) -> bool {
        self.delegations.get(account.client_id()).is_some_and(|delegated| scopes.is_subset(delegated))
    }

    pub fn has_user(&self, email: &str) -> bool {
        self.user(email).is_some()
    }

    fn user(&self, key: &str) -> Option<&Value> {
        self.users.iter().find(|user| user["primaryEmail"] == key || user["id"] == key)
    }

    /// What somebody sends from
    /// (<https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs/list>).
    pub fn send_as(&self, by: &str, scopes: &BTreeSet<String>) -> HttpResponse {
        if !scopes.contains("https://www.googleapis.com/auth/gmail.settings.basic") {
            return error((403, "insufficientPermissions", "Request had insufficient authentication scopes."));
        }
        if self.without_mail.contains(by) {
            return error((400, "failedPrecondition", "Mail service not enabled"));
        }
        HttpResponse::Ok().json(json!({"sendAs": [{"sendAsEmail": by, "isPrimary": true}]}))
    }

    /// A request by somebody with a token for these scopes.
    pub fn answer(&self, path: &[String], query: &HashMap<String, String>, by: &str, scopes: &BTreeSet<String>) -> HttpResponse {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let scope = match path.as_slice() {
            ["users", ..] => "user",
            ["groups", ..] => "group",
            _ => "domain",
        };
        if !scopes.contains(&format!("{DIRECTORY}.{scope}.readonly")) {
            return error((403, "insufficientPermissions", "Request had insufficient authentication scopes."));
        }
        if !self.administrators.contains(by) {
            return error((403, "forbidden", "Not Authorized to access this resource/api"));
        }
        let of_all = query.get("customer").is_some_and(|customer| customer == "my_customer");
        let found: Answer = match path.as_slice() {
            ["users" | "groups"] if !of_all => Err((400, "badRequest", "Bad Request")),
            ["users"] => list("users", &self.users, query, (100, 500)),
            ["users", key] => self.user(key).cloned().ok_or((404, "notFound", "Resource Not Found: userKey")),
            ["groups"] => list("groups", &self.groups, query, (200, 200)),
            ["groups", key, "members"] => match self.members.get(*key) {
                Some(members) => list("members", members, query, (200, 200)),
                None => Err((404, "notFound", "Resource Not Found: groupKey")),
            },
            ["customer", "my_customer", "domains"] => Ok(json!({"kind": "admin#directory#domains", "domains": self.domains})),
            _ => Err((404, "notFound", "Not Found")),
        };
        found.map_or_else(error, |body| HttpResponse::Ok().json(partial(body, query.get("fields"))))
    }
}

/// A page. Tokens name the list and where the page begins; those of others are no values.
fn list(name: &str, items: &[Value], query: &HashMap<String, String>, (usual, most): (usize, usize)) -> Answer {
    let size = query.get("maxResults").map_or(usual, |size| size.parse().unwrap()).min(most);
    let begin = match query.get("pageToken") {
        None => 0,
        Some(token) => token
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix("-=/+")?.parse().ok())
            .ok_or((400, "invalid", "Invalid Input: pageToken"))?,
    };
    let page: Vec<Value> = items.iter().skip(begin).take(size).cloned().collect();
    let mut body = Map::from_iter([("kind".to_owned(), json!(format!("admin#directory#{name}")))]);
    if begin + page.len() < items.len() {
        body.insert("nextPageToken".to_owned(), json!(format!("{name}-=/+{}", begin + page.len())));
    }
    // An empty list is left out.
    if !page.is_empty() {
        body.insert(name.to_owned(), page.into());
    }
    Ok(body.into())
}

/// A partial response: `a,b(c,d)` keeps `a`, and of what is in `b` `c` and `d`.
fn partial(mut body: Value, fields: Option<&String>) -> Value {
    let Some(fields) = fields else { return body };
    let (outer, inner) = fields.split_once('(').map_or((fields.as_str(), ""), |(outer, rest)| (outer, rest.trim_end_matches(')')));
    let keep = |of: &mut Value, names: &str| {
        let names: Vec<&str> = names.split(',').collect();
        of.as_object_mut().unwrap().retain(|name, _| names.contains(&name.as_str()));
    };
    keep(&mut body, outer);
    for items in body.as_object_mut().unwrap().values_mut().filter_map(Value::as_array_mut) {
        items.iter_mut().for_each(|item| keep(item, inner));
    }
    body
}
