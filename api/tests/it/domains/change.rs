use chrono::TimeDelta;
use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::add;
use crate::support::TestApp;

on_both_databases! {
    async fn a_domain_is_added_once_in_one_form_and_told_in_one_event(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let answer = owner.post(&subscription.path("/domains"), &json!({"name": " BÄCKEREI.Example. "})).await.expect(201);
        let domain = answer.json();
        assert_eq!((domain["name"].as_str(), domain["unicode_name"].as_str()), (Some("xn--bckerei-5wa.example"), Some("bäckerei.example")));
        assert_eq!((domain["spf"].is_null(), domain["version"].as_i64()), (true, Some(1)));
        let path = subscription.path(&format!("/domains/{}", answer.id()));
        assert_eq!(answer.header("location"), Some(format!("/api/v1{path}").as_str()));
        let read = owner.get(&path).await.expect(200);
        assert_eq!((read.json(), read.etag()), (domain, answer.etag()));
        for name in ["xn--bckerei-5wa.example", "bäckerei.EXAMPLE"] {
            owner.post(&subscription.path("/domains"), &json!({"name": name})).await.refused(409, "domain_exists");
        }
        // Another subscription may have it too: one company can have both products.
        let second = northwind.subscription().create().await;
        add(&northwind, &second, "bäckerei.example").await;
        let events = owner.get(&subscription.path("/events?limit=200")).await.items();
        let added: Vec<_> = events.iter().filter(|event| event["kind"] == "domain.added").collect();
        assert_eq!(added.len(), 1);
        assert_eq!((&added[0]["subject"]["name"], &added[0]["data"]), (&json!("bäckerei.example"), &json!({"domain": "xn--bckerei-5wa.example"})));
        assert_eq!(app.count("domains").await, 2);
    }

    async fn what_is_no_domain_is_refused_and_nothing_is_kept(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let path = northwind.subscription().create().await.path("/domains");
        for name in [
            "mercier", "192.0.2.1", "2001:db8::1", "[192.0.2.1]", "a..example", "-a.example", "info@mercier.example", "https://mercier.example",
            "_spf.example", "xn--a.example", "a b.example",
        ] {
            let refused = northwind.owner().post(&path, &json!({"name": name})).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), ["/name invalid_domain"], "{name}");
        }
        let long = format!("{}.example", "a.".repeat(130));
        assert_eq!(northwind.owner().post(&path, &json!({"name": long})).await.faults(), ["/name too_long"]);
        assert_eq!(northwind.owner().post(&path, &json!({"name": "  ", "other": 1})).await.faults(), ["/name blank", "/other unknown_field"]);
        assert_eq!(northwind.owner().post(&path, &json!({})).await.faults(), ["/name required"]);
        assert_eq!(app.count("domains").await, 0);
    }

    async fn a_domain_is_removed_by_its_version_and_its_event_still_names_it(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        let path = add(&northwind, &subscription, "mercier.example").await;
        owner.delete(&path).if_match("\"7\"").await.refused(412, "stale_version");
        assert_eq!(app.count("domains").await, 1);
        owner.delete(&path).if_match(&owner.get(&path).await.etag()).await.expect(204);
        owner.get(&path).await.refused(404, "not_found");
        owner.delete(&path).await.refused(404, "not_found");
        owner.post(&format!("{path}/spf/check"), &json!({})).await.refused(404, "not_found");
        let events = owner.get(&subscription.path("/events")).await.items();
        assert_eq!((&events[0]["kind"], &events[0]["subject"]["name"]), (&json!("domain.removed"), &json!("mercier.example")));
        assert_eq!(app.count("domains").await, 0);
    }

    async fn the_customers_administrators_do_it_too_and_see_who_did(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().contact("camille@mercier.example").create().await;
        let admin = northwind.customer(&subscription, SubscriptionRole::Admin).await;
        let id = admin.post(&subscription.path("/domains"), &json!({"name": "mercier.example"})).await.expect(201).id();
        let events = admin.get(&subscription.path("/events")).await.items();
        assert_eq!((&events[0]["kind"], &events[0]["actor"]["name"]), (&json!("domain.added"), &json!("Petra Pauli")));
        // Where the reseller edits signatures its customers' people only see.
        northwind.owner().patch(&subscription.path(""), &json!({"customer_edits_signatures": false})).await.expect(200);
        admin.get(&subscription.path(&format!("/domains/{id}"))).await.expect(200);
        admin.delete(&subscription.path(&format!("/domains/{id}"))).await.refused(403, "forbidden");
        let support = northwind.colleague(ResellerRole::Support).await;
        support.delete(&subscription.path(&format!("/domains/{id}"))).await.expect(204);
    }

    async fn nothing_is_added_to_what_is_over_and_erasure_takes_domains_away(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let (owner, subscription) = (northwind.owner(), northwind.subscription().create().await);
        add(&northwind, &subscription, "mercier.example").await;
        owner.post(&subscription.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        owner.post(&subscription.path("/domains"), &json!({"name": "other.example"})).await.refused(409, "transition_not_allowed");
        app.pass(TimeDelta::days(91)).await;
        owner.stay_signed_in().await;
        assert_eq!(app.count("domains").await, 0);
        let events = owner.get(&subscription.path("/events?limit=200")).await.text();
        assert!(!events.contains("mercier.example"), "{events}");
    }

    async fn there_is_an_end_to_the_domains_of_one_subscription(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let subscription = northwind.subscription().create().await;
        for n in 0..shared::domains::DOMAINS_MAX {
            add(&northwind, &subscription, &format!("d{n}.example")).await;
        }
        let refused = northwind.owner().post(&subscription.path("/domains"), &json!({"name": "one-more.example"})).await;
        refused.refused(409, "too_many_domains");
    }
}
