//! `POST /subscriptions/{id}/reactivate`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::{last_event, read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn a_trial_goes_on_with_the_days_that_it_had_left_and_all_its_data(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").with("external_ref", "CRM-1").create().await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        app.pass(TimeDelta::days(4)).await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "Mistake"})).await.expect(200);
        admin.get(&made.path("")).await.refused(404, "not_found");
        app.pass(TimeDelta::days(60)).await;
        owner.stay_signed_in().await;
        let back = owner.post(&made.path("/reactivate"), &json!({})).await.expect(200).json();
        assert_eq!((&back["id"], &back["status"], &back["trial"]["days_left"]), (&json!(made.id), &json!("trial"), &json!(10)));
        assert_eq!((&back["ended_at"], &back["end_reason"], &back["external_ref"]), (&Value::Null, &Value::Null, &json!("CRM-1")));
        admin.stay_signed_in().await;
        assert_eq!(admin.elsewhere().await.get(&made.path("")).await.expect(200).json()["status"], "trial");
        assert_eq!(last_event(owner, &made).await["kind"], "subscription.reactivated");
        app.pass(TimeDelta::days(10)).await;
        assert_eq!(read(owner, &made).await["status"], "trial_expired");
    }

    async fn for_after_a_trial_that_goes_on_plan_and_term_are_chosen_together(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "Mistake"})).await.expect(200);
        for (body, fault) in [(json!({"plan": "pro"}), "/term required"), (json!({"term": "annual"}), "/plan required")] {
            assert_eq!(owner.post(&made.path("/reactivate"), &body).await.refused(422, "invalid_fields").faults(), [fault]);
        }
        let back = owner.post(&made.path("/reactivate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&back["status"], &back["plan"], &back["term"]), (&json!("trial"), &json!("pro"), &json!("annual")));
    }

    async fn without_days_left_it_comes_back_paid(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("trial_days", 1).create().await;
        app.pass(TimeDelta::days(31)).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["status"], "ended");
        for (body, faults) in [
            (json!({}), vec!["/plan required", "/term required"]),
            (json!({"plan": "pro"}), vec!["/term required"]),
            (json!({"term": "annual"}), vec!["/plan required"]),
        ] {
            assert_eq!(owner.post(&made.path("/reactivate"), &body).await.refused(422, "invalid_fields").faults(), faults);
        }
        let back = owner.post(&made.path("/reactivate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&back["status"], &back["trial"]["outcome"], &back["plan"]), (&json!("active"), &json!("converted"), &json!("pro")));
        assert_eq!(app.count("charges WHERE amount = 35100").await, 1);
    }

    async fn what_was_paid_begins_a_new_period_with_its_plan(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "cancel_pending").await;
        app.pass(TimeDelta::days(50)).await;
        owner.stay_signed_in().await;
        let back = owner.post(&made.path("/reactivate"), &json!({})).await.expect(200).json();
        let due = app.clock.now().date_naive().checked_add_months(chrono::Months::new(1)).unwrap();
        assert_eq!((&back["status"], &back["plan"], &back["next_payment_date"]), (&json!("active"), &json!("standard"), &json!(due)));
        assert_eq!(app.count("charges").await, 2);
    }

    async fn a_purchase_that_was_cancelled_at_once_costs_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "active").await;
        owner.patch(&made.path(""), &json!({"seats": 30, "plan": "pro"})).await.expect(200);
        owner.post(&made.path("/cancel"), &json!({"reason": "x", "when": "now"})).await.expect(200);
        assert_eq!(owner.get("/statements/2026-11").await.expect(200).json()["total"], 0);
        owner.post(&made.path("/reactivate"), &json!({})).await.expect(200);
        assert_eq!(owner.get("/statements/2026-11").await.expect(200).json()["total"], 30 * 195);
    }

    async fn after_ninety_days_there_is_no_way_back(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "ended").await;
        app.clock.advance(TimeDelta::days(90));
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["allowed_actions"], json!([]));
        owner.post(&made.path("/reactivate"), &json!({"plan": "pro", "term": "annual"})).await.refused(409, "transition_not_allowed");
    }
}
