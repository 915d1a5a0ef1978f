//! The sender domains that a customer's platform names.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::consent::{Scene, TENANT, wanting};
use crate::support::{NameServer, Setup};

fn domain(name: &str, verified: bool) -> Value {
    json!({"id": name, "isVerified": verified, "supportedServices": ["Email"]})
}

/// A scene in which DNS is asked as well.
async fn with_domains(setup: &Setup, dns: &NameServer) -> Scene {
    let address = dns.address.to_string();
    let microsoft = crate::support::Microsoft::start();
    let app = setup
        .start_with(|settings| {
            microsoft.configure(settings);
            settings.dns = Some(address);
        })
        .await;
    microsoft.tenant(TENANT, "Boulangerie Mercier et Fils");
    let reseller = app.reseller("Northwind IT").await;
    let subscription = wanting(&reseller).await;
    Scene { app, microsoft, reseller, subscription }
}

/// The sender domains, each with since when it is gone.
async fn standings(scene: &Scene) -> Vec<(String, Value)> {
    let domains = scene.owner().get(&scene.subscription.path("/domains")).await.items();
    domains.iter().map(|domain| (domain["unicode_name"].as_str().unwrap().to_owned(), domain["gone_since"].clone())).collect()
}

on_both_databases! {
    async fn sender_domains_come_with_the_directory_and_none_twice(setup: Setup) {
        let dns = NameServer::start().await;
        let scene = with_domains(&setup, &dns).await;
        scene.owner().post(&scene.subscription.path("/domains"), &json!({"name": "mercier.example"})).await.expect(201);
        scene.microsoft.change(TENANT, |tenant| tenant.domains = vec![domain("mercier.example", true), domain("bäckerei.example", true), domain("new.example", false)]);
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        assert_eq!(standings(&scene).await, [("mercier.example".to_owned(), Value::Null), ("bäckerei.example".to_owned(), Value::Null)]);
    }

    async fn a_sender_domain_that_the_platform_no_longer_knows_is_told_of_once_until_it_is_back(setup: Setup) {
        let dns = NameServer::start().await;
        let scene = with_domains(&setup, &dns).await;
        scene.owner().post(&scene.subscription.path("/domains"), &json!({"name": "shop.example"})).await.expect(201);
        scene.microsoft.change(TENANT, |tenant| tenant.domains = vec![domain("mercier.example", true)]);
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        // It is still there, but the customer is not known to own it any more.
        scene.microsoft.change(TENANT, |tenant| tenant.domains = vec![domain("mercier.example", false)]);
        for _ in 0..2 {
            scene.app.pass(TimeDelta::hours(1)).await;
        }
        let gone = json!("2026-11-22T13:00:00Z");
        // What people added and the platform never named may be of another system.
        assert_eq!(standings(&scene).await, [("shop.example".to_owned(), Value::Null), ("mercier.example".to_owned(), gone)]);
        scene.microsoft.change(TENANT, |tenant| tenant.domains = vec![domain("mercier.example", true)]);
        scene.app.pass(TimeDelta::hours(1)).await;
        assert_eq!(standings(&scene).await[1].1, Value::Null);
        let events = scene.owner().get(&scene.subscription.path("/events?limit=200")).await.items();
        let of_mercier: Vec<_> = events.iter().filter(|event| event["subject"]["name"] == "mercier.example").map(|event| &event["kind"]).collect();
        assert_eq!(of_mercier, ["domain.returned", "domain.gone", "domain.added"]);
    }

    async fn a_sender_domain_that_people_removed_stays_away_until_the_platform_tells_of_it_anew(setup: Setup) {
        let dns = NameServer::start().await;
        let scene = with_domains(&setup, &dns).await;
        scene.microsoft.change(TENANT, |tenant| {
            tenant.domains = vec![domain("mercier.example", true), domain("mercier.example", true), domain("mercier.onmicrosoft.com", true)];
        });
        scene.connect(TENANT).await;
        scene.app.catch_up().await;
        let path = scene.subscription.path("/domains");
        let domains = scene.owner().get(&path).await.items();
        assert_eq!((domains.len(), &domains[0]["name"]), (1, &json!("mercier.example")), "nobody chose to send from Microsoft's own name");
        let of = format!("{path}/{}", domains[0]["id"].as_str().unwrap());
        scene.owner().delete(&of).if_match(&scene.owner().get(&of).await.etag()).await.expect(204);
        scene.app.pass(TimeDelta::hours(2)).await;
        assert_eq!(standings(&scene).await, []);
        scene.owner().get(&of).await.refused(404, "not_found");
        // People can change their minds, and the customer can have it anew.
        scene.owner().post(&path, &json!({"name": "mercier.example"})).await.expect(201);
        let again = scene.owner().get(&path).await.items();
        assert_eq!(again.len(), 1);
        scene.app.pass(TimeDelta::hours(1)).await;
        let of = format!("{path}/{}", again[0]["id"].as_str().unwrap());
        scene.owner().delete(&of).if_match(&scene.owner().get(&of).await.etag()).await.expect(204);
        for names in [vec![], vec![domain("mercier.example", true)]] {
            scene.microsoft.change(TENANT, |tenant| tenant.domains = names);
            scene.app.pass(TimeDelta::hours(1)).await;
        }
        assert_eq!(standings(&scene).await.len(), 1);
    }
}
