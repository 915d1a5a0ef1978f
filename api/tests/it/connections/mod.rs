//! Launch, and the connection to the customer's mail platform.

mod add_in;
mod consent;
mod delegation;
mod directory;
mod google_directory;
mod health;
mod launch;
mod modes;
mod offboarding;
mod scripts;
mod sender_domains;
mod steps;
mod sync;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Caller, Subscription};

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The detail of a mode in a connection.
pub fn mode<'a>(connection: &'a Value, name: &str) -> &'a Value {
    connection["modes"].as_array().unwrap().iter().find(|mode| mode["mode"] == name).unwrap()
}

/// The state of a step of a mode.
pub fn step<'a>(connection: &'a Value, of: &str, name: &str) -> &'a Value {
    mode(connection, of)["steps"].as_array().unwrap().iter().find(|step| step["step"] == name).unwrap()
}

/// Switches a mode on; gives the connection.
pub async fn enable(by: &Caller, subscription: &Subscription, mode: &str) -> Value {
    by.put(&subscription.path(&format!("/connection/modes/{mode}")), &json!({"enabled": true})).await.expect(200).json()
}

/// Confirms a step; gives the connection.
pub async fn confirm(by: &Caller, subscription: &Subscription, step: &str) -> Value {
    by.put(&subscription.path(&format!("/connection/steps/{step}")), &json!({"done": true})).await.expect(200).json()
}

/// Sets the customer's own Exchange up to its end.
pub async fn connect_on_premises(by: &Caller, subscription: &Subscription) {
    enable(by, subscription, "exchange_on_premises").await;
    confirm(by, subscription, "send_connector").await;
    confirm(by, subscription, "on_premises_test_mail").await;
}

/// The kinds of a subscription's events about its connection, newest first, with what they tell.
pub async fn told(by: &Caller, subscription: &Subscription) -> Vec<(String, Value)> {
    let events = by.get(&subscription.path("/events?limit=200")).await.items();
    let kind = |event: &Value| event["kind"].as_str().unwrap().to_owned();
    let about = events.iter().filter(|event| kind(event).starts_with("connection.") || kind(event) == "subscription.launched");
    about.map(|event| (kind(event), event["data"].clone())).collect()
}
