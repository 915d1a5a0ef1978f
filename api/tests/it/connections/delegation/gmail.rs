//! Whether signatures can be written into Gmail's settings: found out with the synchronisation.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{ADMINISTRATOR, CUSTOMER, DOMAIN, GMAIL, SCOPES, Scene, name};
use crate::connections::{enable, mode, step, told};
use crate::support::google::user;
use crate::support::{Account, Setup};

/// Everything that client-side signatures take.
fn all() -> Vec<&'static str> {
    SCOPES.into_iter().chain(GMAIL).collect()
}

impl Scene {
    async fn send_as(&self) -> (Value, Value) {
        let connection = self.connection().await;
        let found = step(&connection, "client_side", "send_as");
        (found["state"].clone(), found["error"]["code"].clone())
    }
}

on_both_databases! {
    async fn the_settings_of_somebody_are_read_and_the_mode_is_connected_by_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.google.change(DOMAIN, |customer| {
            customer.delegate(Account::Installation, &all());
            customer.users.extend((1..=7).map(|number| user(number, CUSTOMER, &format!("person-{number}@mercier.example"))));
            // Who has no mailbox says nothing of the others.
            customer.without_mail.insert(ADMINISTRATOR.to_owned());
        });
        enable(scene.owner(), &scene.subscription, "client_side").await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        scene.app.catch_up().await;
        assert_eq!(scene.send_as().await, (json!("done"), Value::Null));
        let connection = scene.connection().await;
        assert_eq!((&mode(&connection, "client_side")["state"], &step(&connection, "client_side", "send_as")["done_by"]["kind"]), (&json!("connected"), &json!("system")));
        assert_eq!(scene.google.count("/gmail/"), 2, "one is enough");
        assert_eq!(told(scene.owner(), &scene.subscription).await[0].1["step"], "send_as");
        let version = connection["version"].clone();
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.connection().await["version"], version, "what is as before is no change");
    }

    async fn what_is_in_the_way_is_told_until_it_is_gone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        scene.app.catch_up().await;
        assert_eq!(scene.google.count("/gmail/"), 0, "nobody wants it");
        // Switched on later, it is found out at once that the delegation does not suffice.
        enable(scene.owner(), &scene.subscription, "client_side").await;
        scene.app.catch_up().await;
        assert_eq!(scene.send_as().await, (json!("open"), json!("delegation_missing")));
        scene.google.change(DOMAIN, |customer| {
            customer.delegate(Account::Installation, &all());
            customer.without_mail.insert(ADMINISTRATOR.to_owned());
        });
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.send_as().await, (json!("open"), json!("mailbox_missing")));
        let failed: Vec<Value> = told(scene.owner(), &scene.subscription).await.into_iter().filter(|(kind, _)| kind == "connection.step_failed").map(|(_, data)| data["code"].clone()).collect();
        assert_eq!(failed, ["mailbox_missing", "delegation_missing"]);
        scene.google.change(DOMAIN, |customer| customer.without_mail.clear());
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(scene.send_as().await, (json!("done"), Value::Null));
    }
}
