//! `POST /subscriptions/{id}/cancel`.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{column, kinds, last_event, read, subscription_in};
use crate::support::TestApp;

fn now() -> Value {
    json!({"reason": "Too dear", "when": "now"})
}

on_both_databases! {
    async fn a_paid_subscription_ends_with_its_period(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for body in [json!({"reason": "Too dear"}), json!({"reason": "Too dear", "when": "period_end"})] {
            let made = subscription_in(&app, &reseller, "active").await;
            let after = owner.post(&made.path("/cancel"), &body).await.expect(200).json();
            assert_eq!((&after["status"], &after["end_reason"]), (&json!("cancel_pending"), &json!("Too dear")));
            assert_eq!((&after["next_payment_date"], &after["ended_at"]), (&Value::Null, &Value::Null));
            let scheduled = after["scheduled_changes"].as_array().unwrap();
            assert_eq!(scheduled.len(), 1);
            assert_eq!((&scheduled[0]["kind"], &scheduled[0]["to"]), (&json!("cancellation"), &Value::Null));
            assert_eq!(scheduled[0]["at"], "2026-12-22T00:00:00Z");
            let event = last_event(owner, &made).await;
            assert_eq!(event["data"], json!({"reason": "Too dear", "effective_at": "2026-12-22T00:00:00Z"}));
            let listed = owner.get("/subscriptions?status=cancel_pending").await.items();
            assert!(column(&listed, "id").contains(&made.id));
        }
    }

    async fn within_seven_days_of_purchase_it_can_end_at_once(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (bought, converted) = (subscription_in(&app, &reseller, "active").await, reseller.subscription().create().await);
        owner.post(&converted.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        let late = [subscription_in(&app, &reseller, "active").await, subscription_in(&app, &reseller, "active").await];
        app.clock.advance(TimeDelta::days(7) - TimeDelta::microseconds(1));
        for made in [bought, converted] {
            assert_eq!(read(owner, &made).await["immediate_cancel_until"], "2026-11-29T12:00:00Z");
            let after = owner.post(&made.path("/cancel"), &now()).await.expect(200).json();
            assert_eq!((&after["status"], &after["ended_at"]), (&json!("ended"), &json!(app.clock.now())));
            assert_eq!((&after["scheduled_changes"], &after["next_payment_date"]), (&json!([]), &Value::Null));
        }
        for (made, later) in late.iter().zip([TimeDelta::microseconds(1), TimeDelta::days(300)]) {
            app.clock.advance(later);
            owner.stay_signed_in().await;
            let before = read(owner, made).await;
            assert_eq!(before["immediate_cancel_until"], Value::Null);
            owner.post(&made.path("/cancel"), &now()).await.refused(409, "immediate_cancel_too_late");
            assert_eq!(read(owner, made).await, before);
            assert_eq!(kinds(owner, made).await, ["subscription.created"]);
            owner.post(&made.path("/cancel"), &json!({"reason": "Too dear"})).await.expect(200);
        }
    }

    async fn a_trial_ends_at_once_whenever_it_should(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for body in [json!({"reason": "No need"}), json!({"reason": "No need", "when": "period_end"}), json!({"reason": "No need", "when": "now"})] {
            let made = reseller.subscription().with("plan", "pro").with("term", "annual").create().await;
            let after = owner.post(&made.path("/cancel"), &body).await.expect(200).json();
            assert_eq!((&after["status"], &after["trial"]["outcome"], &after["trial"]["days_left"]), (&json!("ended"), &json!("ended"), &json!(0)));
            assert_eq!((&after["next_payment_date"], &after["scheduled_changes"]), (&Value::Null, &json!([])));
        }
    }

    async fn what_ended_is_archived_and_its_open_invites_are_taken_back(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        owner.post(&made.path("/cancel"), &now()).await.expect(200);
        assert_eq!(owner.get("/subscriptions").await.items(), Vec::<Value>::new());
        for archived in ["/subscriptions?archived=true", "/subscriptions?status=ended"] {
            assert_eq!(column(&owner.get(archived).await.items(), "id"), std::slice::from_ref(&made.id));
        }
        assert_eq!(column(&owner.get(&made.path("/invites")).await.items(), "state"), ["revoked"]);
        let told = kinds(owner, &made).await;
        assert_eq!(told.iter().filter(|kind| *kind == "subscription.ended").count(), 1);
        assert_eq!(told.iter().filter(|kind| *kind == "invite.revoked").count(), 1);
        // The mail that waited is not sent.
        assert_eq!(app.mails().await.len(), 0);
    }
}
