//! What operations have in common: the headers that they take, the refusals that they can meet, the headers of their
//! answers.

use serde_json::{Map, Value, json};

use super::{body_of, examples, headers, problems};
use crate::http::routes;

/// Completes an operation.
pub fn complete(path: &str, method: &str, operation: &mut Value, schemas: &Value) {
    let kind = Kind::of(path, method, operation);
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    parameters.extend(kind.takes_key.then(idempotency_key));
    parameters.extend(kind.is_conditional.then(if_match));
    if parameters.is_empty() {
        let _ = operation.as_object_mut().map(|operation| operation.remove("parameters"));
    } else {
        operation["parameters"] = Value::Array(parameters);
    }
    if kind.has_body {
        examples::of_content(&mut operation["requestBody"], schemas);
    }
    let mut responses = operation["responses"].as_object().cloned().unwrap_or_default();
    for status in kind.refusals() {
        let shared = json!({"$ref": format!("#/components/responses/Problem{status}")});
        responses.entry(status.to_string()).or_insert(shared);
    }
    if kind.takes_key {
        let own = responses.get("409").and_then(|response| response["description"].as_str()).map(|text| text.trim_end_matches('.'));
        let all = own.map_or_else(String::new, |own| format!("{own}, ")) + "`idempotency_in_progress`.";
        responses.insert("409".to_owned(), json!({"description": all}));
    }
    for (status, response) in &mut responses {
        complete_response(status, response, &kind, schemas);
    }
    let mut sorted: Vec<_> = responses.into_iter().collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    operation["responses"] = Value::Object(sorted.into_iter().collect::<Map<_, _>>());
}

/// How the paths of actions on something with a version end.
const ACTIONS: &[&str] = &["/activate", "/pause", "/resume", "/cancel", "/keep", "/reactivate", "/trial/extend", "/trial/end", "/resend"];

/// What of the common things concerns an operation.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about an operation")]
struct Kind {
    has_body: bool,
    is_list: bool,
    needs_sign_in: bool,
    needs_right: bool,
    names_something: bool,
    is_conditional: bool,
    takes_key: bool,
    has_version: bool,
}

impl Kind {
    fn of(path: &str, method: &str, operation: &Value) -> Self {
        let rest = path.strip_prefix(routes::API).unwrap_or(path);
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let security = operation["security"].as_array();
        let bearer = |needed: &Value| needed.get("bearer").is_some();
        let only_cookie = json!([{"refresh_cookie": []}]);
        let needs_sign_in = security.is_none_or(|any| any.iter().any(bearer)) || operation["security"] == only_cookie;
        // A saved view is a person's own, and lies in a room of the reseller.
        let is_view = rest.starts_with("/me/views");
        let is_own = !is_view && ["/auth/", "/me"].iter().any(|start| rest.starts_with(start));
        let is_action = ACTIONS.iter().any(|end| rest.ends_with(end));
        let is_keyless =
            ["/setup", "/auth/", "/me/email/confirm", "/me/two-factor/", "/invites/"].iter().any(|start| rest.starts_with(start));
        let without_key = !is_view && (is_keyless || rest.ends_with("/preview"));
        let names_something = rest.contains('{');
        Self {
            has_body: operation.get("requestBody").is_some(),
            is_list: parameters.iter().any(|parameter| parameter["name"] == "cursor"),
            needs_sign_in,
            // What is about oneself is refused to programs.
            needs_right: security.is_none(),
            names_something: names_something || security.is_none() && !is_own,
            is_conditional: is_action || matches!(method, "patch" | "put" | "delete") && !rest.starts_with("/auth/"),
            takes_key: method == "post" && !without_key,
            has_version: rest.ends_with("/trial"),
        }
    }

    /// The statuses of the refusals that it can meet.
    fn refusals(&self) -> Vec<u16> {
        // Every operation refuses parameters of the query string that it does not know, and those that are not UTF-8.
        let mut statuses = vec![400, 422, 429, 500, 503];
        for (applies, added) in [
            (self.needs_sign_in, &[401][..]),
            (self.needs_right, &[403]),
            (self.names_something, &[404]),
            (self.has_body, &[413, 415]),
            (self.is_conditional, &[412]),
        ] {
            if applies {
                statuses.extend(added);
            }
        }
        statuses
    }
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Names this very request: for 24 hours a repeat gets the first answer, and changes nothing more.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x21-\\x7e]+$"},
        "example": "b5a3f0c2-order-1047",
    })
}

fn if_match() -> Value {
    json!({
        "name": "If-Match",
        "in": "header",
        "description": "The `ETag` that was read; `*` for any. A stale one is refused, and nothing is changed.",
        "schema": {"type": "string"},
        "example": "*",
    })
}

fn complete_response(status: &str, response: &mut Value, kind: &Kind, schemas: &Value) {
    if response.get("$ref").is_some() {
        return;
    }
    if status.starts_with(['4', '5']) {
        let description = response["description"].as_str().unwrap_or_default().to_owned();
        *response = problems::response(&description, status.parse().unwrap_or(0));
        return;
    }
    examples::of_content(response, schemas);
    let body = body_of(response, schemas);
    let signs_in = body["properties"].get("access_token").is_some();
    let is_versioned = kind.has_version || body["properties"].get("version").is_some();
    let signs_out = response["description"].as_str().is_some_and(|text| text.starts_with("Signed out"));
    let mut names = Vec::new();
    for (applies, name) in [
        (is_versioned, "ETag"),
        (status == "201", "Location"),
        (kind.is_list, "Link"),
        (kind.takes_key, "Idempotency-Replayed"),
        (signs_in || signs_out, "Set-Cookie"),
    ] {
        if applies {
            names.push(name);
        }
    }
    headers::name(response, &names);
    if kind.is_list {
        response["content"]["text/csv"] = json!({"schema": {"type": "string"}, "example": "full_name,email,role\r\n"});
    }
}
