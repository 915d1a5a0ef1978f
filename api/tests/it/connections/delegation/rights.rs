use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{ADMINISTRATOR, CUSTOMER, Scene, error, name, wanting};
use crate::connections::step;
use crate::support::Setup;

on_both_databases! {
    async fn the_customers_administrator_and_programs_name_one_and_others_do_not(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let admin = scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        let editor = scene.reseller.customer(&scene.subscription, SubscriptionRole::Editor).await;
        let (billing, support) = (scene.reseller.colleague(ResellerRole::Billing).await, scene.reseller.colleague(ResellerRole::Support).await);
        for who in [&editor, &billing, &scene.reseller.program(&["read", "billing"]).await] {
            name(who, &scene.subscription, ADMINISTRATOR).await.refused(403, "forbidden");
        }
        let contoso = scene.app.reseller("Contoso Cloud").await;
        name(contoso.owner(), &scene.subscription, ADMINISTRATOR).await.refused(404, "not_found");
        scene.app.anonymous().put(&scene.subscription.path("/connection/service-account"), &json!({})).await.refused(401, "unauthenticated");
        assert!(scene.google.asked().is_empty());
        for who in [&admin, &support, &scene.reseller.program(&["write"]).await] {
            let connection = name(who, &scene.subscription, ADMINISTRATOR).await.expect(200).json();
            assert_eq!((&connection["organisation"]["id"], connection.get("missing_settings")), (&json!(CUSTOMER), None));
            assert_eq!(step(&connection, "server_side", "service_account")["state"], "done");
        }
        let seen = admin.get(&scene.subscription.path("/events")).await;
        let newest = &seen.items()[0];
        assert_eq!((&newest["kind"], &newest["data"]["organisation"]), (&json!("connection.step_done"), &json!(CUSTOMER)));
        assert!(!seen.text().contains(ADMINISTRATOR), "people stand in events by account alone");
    }

    async fn a_customer_gets_at_no_other_customers_organisation_by_naming_its_administrator(setup: Setup) {
        let scene = Scene::set(&setup).await;
        name(scene.owner(), &scene.subscription, ADMINISTRATOR).await.expect(200);
        let other = wanting(&scene.reseller).await;
        let curious = scene.reseller.customer(&other, SubscriptionRole::Admin).await;
        let connection = name(&curious, &other, ADMINISTRATOR).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]), (&json!("organisation_taken"), &serde_json::Value::Null));
        // Who administers both may.
        scene.reseller.make_customer(&curious, &scene.subscription, SubscriptionRole::Admin).await;
        assert_eq!(name(&curious, &other, ADMINISTRATOR).await.expect(200).json()["organisation"]["id"], CUSTOMER);
    }

    async fn a_sandbox_goes_by_its_own_time_and_tokens_by_the_real_one(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let sandbox = scene.app.sandbox("Sand").await;
        let subscription = wanting(&sandbox).await;
        sandbox.owner().post("/sandbox/clock/advance", &json!({"days": 2})).await.expect(200);
        let connection = name(sandbox.owner(), &subscription, ADMINISTRATOR).await.expect(200).json();
        assert_eq!(step(&connection, "server_side", "service_account")["done_at"], "2026-11-24T12:00:00Z");
    }
}
