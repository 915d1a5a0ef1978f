use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{Scene, TENANT, begin, error, give, wanting};
use crate::connections::{step, told};
use crate::support::Setup;

on_both_databases! {
    async fn the_customers_administrator_and_programs_give_access_and_others_do_not(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let path = scene.subscription.path("/connection/consent");
        let admin = scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        let editor = scene.reseller.customer(&scene.subscription, SubscriptionRole::Editor).await;
        let (billing, support) = (scene.reseller.colleague(ResellerRole::Billing).await, scene.reseller.colleague(ResellerRole::Support).await);
        for who in [&editor, &billing] {
            who.post(&path, &json!({})).await.refused(403, "forbidden");
        }
        for who in [&admin, &support, &scene.reseller.program(&["write"]).await] {
            let state = begin(who, &scene.subscription).await;
            let connection = give(who, &state, TENANT).await.expect(200).json();
            assert_eq!((&connection["organisation"]["id"], connection.get("missing_settings")), (&json!(TENANT), None));
            assert_eq!(step(&connection, "server_side", "consent")["state"], "done");
        }
        let seen = admin.get(&scene.subscription.path("/events")).await.items();
        assert_eq!((&seen[0]["kind"], &seen[0]["data"]["organisation"]), (&json!("connection.step_done"), &json!(TENANT)));
    }

    async fn a_state_is_its_own_persons_alone(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let admin = scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        let contoso = scene.app.reseller("Contoso Cloud").await;
        let state = begin(scene.owner(), &scene.subscription).await;
        for who in [&admin, contoso.owner(), &scene.reseller.colleague(ResellerRole::Admin).await, &scene.reseller.program(&["write"]).await] {
            give(who, &state, TENANT).await.refused(409, "consent_not_open");
        }
        assert_eq!((scene.microsoft.asked().len(), told(scene.owner(), &scene.subscription).await.len()), (0, 1));
        // In another browser it is the same person.
        give(&scene.owner().elsewhere().await, &state, TENANT).await.expect(200);
    }

    async fn who_lost_the_right_meanwhile_ends_nothing(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let admin = scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        scene.reseller.customer(&scene.subscription, SubscriptionRole::Admin).await;
        let (first, second) = (begin(&admin, &scene.subscription).await, begin(&admin, &scene.subscription).await);
        let members = scene.owner().get(&scene.subscription.path("/members")).await.items();
        let id = members.iter().find(|member| member["email"] == admin.email).unwrap()["id"].as_str().unwrap().to_owned();
        let member = scene.subscription.path(&format!("/members/{id}"));
        scene.owner().patch(&member, &json!({"role": "editor"})).await.expect(200);
        give(&admin, &first, TENANT).await.refused(403, "forbidden");
        scene.owner().delete(&member).await.expect(204);
        give(&admin, &second, TENANT).await.refused(409, "consent_not_open");
        assert!(scene.microsoft.asked().is_empty());
    }

    async fn a_customer_gets_at_no_other_customers_organisation_by_naming_it(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let state = begin(scene.owner(), &scene.subscription).await;
        give(scene.owner(), &state, TENANT).await.expect(200);
        let other = wanting(&scene.reseller).await;
        let curious = scene.reseller.customer(&other, SubscriptionRole::Admin).await;
        let state = begin(&curious, &other).await;
        let connection = give(&curious, &state, TENANT).await.expect(200).json();
        assert_eq!((error(&connection), &connection["organisation"]), (&json!("organisation_taken"), &serde_json::Value::Null));
        // Who administers both may.
        scene.reseller.make_customer(&curious, &scene.subscription, SubscriptionRole::Admin).await;
        let state = begin(&curious, &other).await;
        assert_eq!(give(&curious, &state, TENANT).await.expect(200).json()["organisation"]["id"], TENANT);
    }

    async fn a_sandbox_goes_by_its_own_time_and_the_state_by_the_real_one(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let sandbox = scene.app.sandbox("Sand").await;
        let subscription = wanting(&sandbox).await;
        let state = begin(sandbox.owner(), &subscription).await;
        sandbox.owner().post("/sandbox/clock/advance", &json!({"days": 2})).await.expect(200);
        let connection = give(sandbox.owner(), &state, TENANT).await.expect(200).json();
        assert_eq!(step(&connection, "server_side", "consent")["done_at"], "2026-11-24T12:00:00Z");
    }
}
