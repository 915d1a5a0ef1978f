//! Saved views.

mod change;
mod create;
mod delete;
mod list;

use serde_json::{Value, json};

use crate::support::{Answer, Caller};

/// A view of the subscriptions, as the API takes it.
pub fn view(name: &str, query: &str) -> Value {
    json!({"list": "subscriptions", "name": name, "query": query})
}

/// Saves a view; gives the answer.
pub async fn save(who: &Caller, name: &str, query: &str) -> Answer {
    who.post("/me/views", &view(name, query)).await.expect(201)
}

/// The path of a view that was answered.
pub fn path(saved: &Answer) -> String {
    format!("/me/views/{}", saved.id())
}

/// The names of somebody's views, in their order.
pub async fn names(who: &Caller) -> Vec<String> {
    let items = who.get("/me/views").await.expect(200).items();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}
