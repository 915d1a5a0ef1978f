//! `GET /subscriptions/{id}`.

use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use crate::support::TestApp;

/// The fields that a customer's people never see.
pub const HIDDEN: [&str; 9] =
    ["plan", "term", "next_payment_date", "scheduled_changes", "immediate_cancel_until", "holds", "external_ref", "metadata", "end_reason"];

on_both_databases! {
    async fn every_colleague_sees_all_and_acts_as_the_role_allows(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().with("plan", "pro").with("term", "annual").with("external_ref", "CRM-1").create().await;
        let all = json!(["activate", "pause", "cancel", "extend_trial", "end_trial", "change_seats", "change_plan"]);
        for (role, actions) in [
            (ResellerRole::Owner, all.clone()),
            (ResellerRole::Admin, all),
            (ResellerRole::Billing, json!(["activate", "change_seats", "change_plan"])),
            (ResellerRole::Support, json!([])),
        ] {
            let answer = reseller.colleague(role).await.get(&made.path("")).await.expect(200);
            let mut expected = made.json.clone();
            expected["allowed_actions"] = actions;
            assert_eq!((answer.json(), answer.etag()), (expected, "\"1\"".to_owned()), "{role}");
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
    }

    async fn the_customers_people_see_nothing_of_money_schedules_and_notes(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let wanted = reseller.subscription().contact("camille@mercier.example").paid("pro", "annual").with("external_ref", "CRM-1");
        let made = wanted.with("metadata", json!({"margin": "12"})).create().await;
        reseller.owner().post(&made.path("/cancel"), &json!({"reason": "Too dear"})).await.expect(200);
        for role in [SubscriptionRole::Admin, SubscriptionRole::Editor] {
            let answer = reseller.customer(&made, role).await.get(&made.path("")).await.expect(200);
            let seen = answer.json();
            assert_eq!((&seen["id"], &seen["seats"], &seen["status"]), (&json!(made.id), &json!(18), &json!("cancel_pending")));
            for field in HIDDEN {
                assert!(seen.get(field).is_none(), "{role} sees {field}");
            }
            assert_eq!(seen["allowed_actions"], json!([]));
            for secret in ["pro", "annual", "CRM-1", "margin", "Too dear"] {
                assert!(!answer.text().contains(&format!("\"{secret}\"")), "{role} sees {secret}");
            }
        }
    }

    async fn what_is_not_ones_own_is_not_there(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let other = app.reseller("Contoso").await;
        let made = reseller.subscription().create().await;
        let second = reseller.subscription().create().await;
        other.owner().get(&made.path("")).await.refused(404, "not_found");
        reseller.customer(&second, SubscriptionRole::Admin).await.get(&made.path("")).await.refused(404, "not_found");
        app.person("nobody@else.example").await.get(&made.path("")).await.refused(404, "not_found");
        app.anonymous().get(&made.path("")).await.refused(401, "unauthenticated");
        for id in ["x", "00000000-0000-0000-0000-000000000000", &made.id.replace('-', ""), &format!("{{{}}}", made.id), "%00"] {
            reseller.owner().get(&format!("/subscriptions/{id}")).await.refused(404, "not_found");
        }
    }

    async fn an_ended_subscription_stays_to_be_read_by_the_reseller_alone(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        admin.get(&made.path("")).await.expect(200);
        reseller.owner().post(&made.path("/trial/end"), &json!({"reason": "No need"})).await.expect(200);
        let read = reseller.owner().get(&made.path("")).await.expect(200).json();
        assert_eq!((&read["status"], &read["end_reason"], &read["ended_at"]), (&json!("ended"), &json!("No need"), &json!(app.clock.now())));
        admin.get(&made.path("")).await.refused(404, "not_found");
        assert_eq!(admin.get("/me").await.json()["subscriptions"], json!([]));
    }
}
