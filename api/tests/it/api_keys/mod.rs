//! API keys: made and revoked by people, and what programs do with them.

mod create;
mod events;
mod last_use;
mod list;
mod rate_limit;
mod revoke;
mod scopes;
mod sign_in;

use serde_json::{Value, json};

use crate::support::{Answer, Caller};

/// A request for a key.
fn wanted(scopes: &[&str]) -> Value {
    json!({"name": "CRM sync", "scopes": scopes})
}

/// Makes a key; gives the answer to that.
async fn make(by: &Caller, scopes: &[&str]) -> Answer {
    by.post("/reseller/api-keys", &wanted(scopes)).await.expect(201)
}

/// The secret of a key that was just made.
fn secret(made: &Answer) -> String {
    made.json()["key"].as_str().unwrap().to_owned()
}

fn path(made: &Answer) -> String {
    format!("/reseller/api-keys/{}", made.id())
}
