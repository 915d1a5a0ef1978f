//! What is to be taken down when a subscription ends.

use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::confirm;
use super::consent::{Scene, TENANT, begin, give, wanting};
use crate::support::{Microsoft, NameServer, Setup};

/// The list, as kind and whether it is done.
async fn list(scene: &Scene) -> (Value, Vec<(String, bool)>) {
    let found = scene.owner().get(&scene.subscription.path("/connection/offboarding")).await.expect(200).json();
    let steps = found["steps"].as_array().unwrap().iter().map(|step| (step["kind"].as_str().unwrap().to_owned(), step["done"] == true));
    (found["mail_passes_until"].clone(), steps.collect())
}

fn told(steps: &[(&str, bool)]) -> Vec<(String, bool)> {
    steps.iter().map(|(kind, done)| ((*kind).to_owned(), *done)).collect()
}

on_both_databases! {
    async fn what_was_set_up_is_taken_down_in_order_and_found_out_where_that_can_be(setup: Setup) {
        let (dns, microsoft) = (NameServer::start().await, Microsoft::start());
        let address = dns.address.to_string();
        let app = setup.start_with(|settings| {
            microsoft.configure(settings);
            settings.dns = Some(address);
        }).await;
        microsoft.tenant(TENANT, "Boulangerie Mercier et Fils");
        let reseller = app.reseller("Northwind IT").await;
        let subscription = wanting(&reseller).await;
        let scene = Scene { app, microsoft, reseller, subscription };
        assert_eq!(list(&scene).await, (Value::Null, vec![]));
        dns.text("spf.countersign.example", "v=spf1 ip4:198.51.100.0/24 -all");
        dns.text("mercier.example", "v=spf1 include:spf.countersign.example -all");
        scene.owner().post(&scene.subscription.path("/domains"), &json!({"name": "mercier.example"})).await.expect(201);
        let state = begin(scene.owner(), &scene.subscription).await;
        give(scene.owner(), &state, TENANT).await.expect(200);
        scene.app.catch_up().await;
        confirm(scene.owner(), &scene.subscription, "mail_flow").await;
        assert_eq!(list(&scene).await.1, told(&[("mail_flow", false), ("spf", false), ("access", false)]));
        scene.owner().post(&scene.subscription.path("/trial/end"), &json!({"reason": "Closed"})).await.expect(200);
        assert_eq!(list(&scene).await.0, "2026-11-29T12:00:00Z", "mail is passed on for seven days");
        // What is over is taken down all the same, and nothing of it is set up.
        let step = scene.subscription.path("/connection/steps/mail_flow");
        scene.owner().put(&step, &json!({"done": false})).await.expect(200);
        scene.owner().put(&step, &json!({"done": true})).await.refused(409, "transition_not_allowed");
        assert_eq!(list(&scene).await.1, told(&[("mail_flow", true), ("spf", false), ("access", false)]));
        dns.text("mercier.example", "v=spf1 -all");
        scene.microsoft.change(TENANT, |tenant| tenant.withdrawn = true);
        scene.app.pass(chrono::TimeDelta::days(2)).await;
        assert_eq!(list(&scene).await.1, told(&[("mail_flow", true), ("spf", true), ("access", true)]));
    }

    async fn who_never_led_mail_away_has_nothing_to_take_down_but_the_access(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        give(scene.owner(), &state, TENANT).await.expect(200);
        assert_eq!(list(&scene).await, (Value::Null, told(&[("access", false)])));
        let admin = scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        let seen = admin.get(&scene.subscription.path("/connection/offboarding")).await.expect(200).json();
        assert_eq!((&seen["steps"][0]["observed"], &seen["steps"][0]["step"]), (&json!(true), &json!("consent")));
    }
}
