//! `PATCH /subscriptions/{id}`: seats and plan, and `DELETE …/scheduled-changes/{change_id}`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{kinds, last_event, read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn more_seats_and_a_higher_plan_count_at_once_and_cost_the_rest_of_the_period(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("seats", 20).paid("standard", "monthly").create().await;
        app.clock.advance(TimeDelta::days(15));
        let after = owner.patch(&made.path(""), &json!({"seats": 26, "plan": "pro"})).await.expect(200).json();
        assert_eq!((&after["seats"], &after["plan"], &after["scheduled_changes"]), (&json!(26), &json!("pro"), &json!([])));
        assert_eq!(after["next_payment_date"], "2026-12-22");
        let event = last_event(owner, &made).await;
        assert_eq!(event["data"], json!({"seats": {"from": 20, "to": 26}, "plan": {"from": "standard", "to": "pro"}}));
        // Half of 6 × 1.45 and of 26 × 0.50.
        let charges = owner.get("/statements/2026-12/lines").await.items()[0]["charges"].clone();
        let told: Vec<_> = charges.as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["amount"].clone())).collect();
        assert_eq!(told, [(json!("seats"), json!(435)), (json!("plan"), json!(650))]);
    }

    async fn fewer_seats_and_a_lower_plan_wait_for_the_next_period(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("seats", 20).paid("pro", "annual").create().await;
        let after = owner.patch(&made.path(""), &json!({"seats": 12, "plan": "starter"})).await.expect(200).json();
        assert_eq!((&after["seats"], &after["plan"]), (&json!(20), &json!("pro")));
        let told: Vec<_> = after["scheduled_changes"].as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["at"].clone(), one["to"].clone())).collect();
        let at = json!("2027-11-22T00:00:00Z");
        assert_eq!(told.len(), 2);
        assert!(told.contains(&(json!("seats"), at.clone(), json!("12"))) && told.contains(&(json!("plan"), at, json!("starter"))), "{told:?}");
        assert_eq!(last_event(owner, &made).await["kind"], "subscription.change_scheduled");
        assert_eq!(app.count("charges").await, 1);
        // The same once more is no change; another number takes its place.
        let again = owner.patch(&made.path(""), &json!({"seats": 12})).await.expect(200).json();
        assert_eq!(again["version"], after["version"]);
        let other = owner.patch(&made.path(""), &json!({"seats": 15})).await.expect(200).json();
        assert_eq!(other["scheduled_changes"].as_array().unwrap().len(), 2);
        // More seats overtake what was to shrink.
        let more = owner.patch(&made.path(""), &json!({"seats": 30})).await.expect(200).json();
        assert_eq!((&more["seats"], more["scheduled_changes"].as_array().unwrap().len()), (&json!(30), 1));
    }

    async fn a_scheduled_change_can_be_taken_back(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("seats", 20).paid("pro", "annual").create().await;
        let after = owner.patch(&made.path(""), &json!({"seats": 12})).await.expect(200);
        let path = made.path(&format!("/scheduled-changes/{}", after.json()["scheduled_changes"][0]["id"].as_str().unwrap()));
        owner.delete(&path).if_match("\"1\"").await.refused(412, "stale_version");
        reseller.colleague(ResellerRole::Support).await.delete(&path).await.refused(403, "forbidden");
        app.reseller("Contoso").await.owner().delete(&path).await.refused(404, "not_found");
        reseller.colleague(ResellerRole::Billing).await.delete(&path).if_match(&after.etag()).await.expect(204);
        let left = read(owner, &made).await;
        assert_eq!((&left["scheduled_changes"], &left["version"]), (&json!([]), &json!(3)));
        assert_eq!(last_event(owner, &made).await["data"], json!({"change": "seats"}));
        owner.delete(&path).await.refused(404, "not_found");
        // A cancellation has its own way back.
        let pending = subscription_in(&app, &reseller, "cancel_pending").await;
        let change = read(owner, &pending).await["scheduled_changes"][0]["id"].as_str().unwrap().to_owned();
        owner.delete(&pending.path(&format!("/scheduled-changes/{change}"))).await.refused(404, "not_found");
    }

    async fn during_a_trial_everything_counts_at_once_and_costs_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let chosen = owner.patch(&made.path(""), &json!({"seats": 3, "plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&chosen["seats"], &chosen["plan"], &chosen["term"], &chosen["next_payment_date"]), (&json!(3), &json!("pro"), &json!("annual"), &json!("2026-12-06")));
        let back = owner.patch(&made.path(""), &json!({"plan": null})).await.expect(200).json();
        assert_eq!((&back["plan"], &back["term"], &back["next_payment_date"]), (&Value::Null, &Value::Null, &Value::Null));
        assert_eq!(app.count("charges").await, 0);
        for (body, faults) in [
            (json!({"plan": "pro"}), vec!["/term required"]),
            (json!({"term": "annual"}), vec!["/plan required"]),
            (json!({"plan": null, "term": "annual"}), vec!["/term not_wanted"]),
            (json!({"plan": "gold"}), vec!["/plan not_allowed"]),
            (json!({"term": null}), vec!["/term required"]),
        ] {
            assert_eq!(owner.patch(&made.path(""), &body).await.refused(422, "invalid_fields").faults(), faults, "{body}");
        }
    }

    async fn what_the_state_does_not_allow_is_refused_by_its_own_code(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (state, body, code) in [
            ("active", json!({"term": "annual"}), "plan_not_changeable"),
            ("active", json!({"plan": null}), "plan_not_changeable"),
            ("trial_expired", json!({"seats": 30}), "seats_not_changeable"),
            ("trial_expired", json!({"plan": "pro", "term": "annual"}), "plan_not_changeable"),
            ("cancel_pending", json!({"seats": 3}), "seats_not_changeable"),
            ("cancel_pending", json!({"plan": "pro"}), "plan_not_changeable"),
            ("ended", json!({"seats": 30}), "transition_not_allowed"),
        ] {
            let made = subscription_in(&app, &reseller, state).await;
            let before = read(owner, &made).await;
            owner.patch(&made.path(""), &body).await.refused(409, code);
            assert_eq!(read(owner, &made).await, before, "{state} {body}");
        }
        let pending = subscription_in(&app, &reseller, "cancel_pending").await;
        assert_eq!(owner.patch(&pending.path(""), &json!({"seats": 30})).await.expect(200).json()["seats"], 30);
    }

    async fn money_needs_the_billing_right_and_details_the_right_to_manage(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = subscription_in(&app, &reseller, "active").await;
        let (billing, support) = (reseller.colleague(ResellerRole::Billing).await, reseller.colleague(ResellerRole::Support).await);
        billing.patch(&made.path(""), &json!({"plan": "pro"})).await.expect(200);
        billing.patch(&made.path(""), &json!({"plan": "pro", "external_ref": "x"})).await.refused(403, "forbidden");
        support.patch(&made.path(""), &json!({"plan": "pro"})).await.refused(403, "forbidden");
        assert_eq!(kinds(reseller.owner(), &made).await, ["subscription.created", "subscription.changed"]);
    }
}
