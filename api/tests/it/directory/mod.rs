//! Directories: people by hand and from files, and what a platform tells.

mod found;
mod import;
mod people;

use countersign::directory::Place;
use serde_json::{Value, json};
use shared::ids::ResellerId;

use crate::support::{Reseller, Subscription};

/// A person of a request.
fn person(email: &str, name: &str) -> Value {
    json!({"email": email, "display_name": name})
}

/// The names of listed people or groups.
fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["display_name"].as_str().or(item["name"].as_str()).unwrap()).collect()
}

async fn place(reseller: &Reseller, subscription: &Subscription) -> Place {
    let me = reseller.owner().get("/reseller").await.expect(200);
    (me.id().parse::<ResellerId>().unwrap(), subscription.id.parse().unwrap())
}
