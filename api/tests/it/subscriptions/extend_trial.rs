//! `POST /subscriptions/{id}/trial/extend`.

use chrono::TimeDelta;
use countersign::subscriptions::actions::Move;
use serde_json::json;
use shared::trials::ExtendTrial;

use super::transitions::by_operator;
use super::{last_event, read};
use crate::support::TestApp;

on_both_databases! {
    async fn days_are_added_to_the_end_twice_and_fourteen_in_all(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        app.clock.advance(TimeDelta::days(3));
        let after = owner.post(&made.path("/trial/extend"), &json!({"days": 10, "reason": "Holidays"})).await.expect(200).json();
        assert_eq!((&after["trial"]["ends_at"], &after["trial"]["days_left"]), (&json!("2026-12-16T12:00:00Z"), &json!(21)));
        assert_eq!(after["trial"]["extension_days_left"], 4);
        assert_eq!(last_event(owner, &made).await["data"], json!({"days": 10, "ends_at": "2026-12-16T12:00:00Z", "reason": "Holidays"}));
        let before = read(owner, &made).await;
        owner.post(&made.path("/trial/extend"), &json!({"days": 5})).await.refused(409, "extension_limit");
        assert_eq!(read(owner, &made).await, before);
        let after = owner.post(&made.path("/trial/extend"), &json!({"days": 1})).await.expect(200).json();
        // Three days are left of the fourteen, but no third time.
        assert_eq!(after["trial"]["extension_days_left"], 0);
        assert!(!after["allowed_actions"].as_array().unwrap().contains(&json!("extend_trial")));
        owner.post(&made.path("/trial/extend"), &json!({"days": 1})).await.refused(409, "extension_limit");
    }

    async fn an_expired_trial_runs_again_from_now(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        app.pass(TimeDelta::days(20)).await;
        let after = owner.post(&made.path("/trial/extend"), &json!({"days": 2})).await.expect(200).json();
        assert_eq!((&after["status"], &after["trial"]["outcome"], &after["trial"]["days_left"]), (&json!("trial"), &json!("running"), &json!(2)));
        assert_eq!(after["trial"]["ends_at"], json!(app.clock.now() + TimeDelta::days(2)));
        app.pass(TimeDelta::days(2)).await;
        assert_eq!(read(owner, &made).await["status"], "trial_expired");
    }

    async fn reminders_are_for_the_new_end(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.pass(TimeDelta::days(12)).await;
        assert_eq!(app.mails().await.len(), 2);
        reseller.owner().post(&made.path("/trial/extend"), &json!({"days": 4})).await.expect(200);
        // Six days are left: the reminder of seven is past, those of three and one are to come.
        app.pass(TimeDelta::days(6) - TimeDelta::microseconds(1)).await;
        assert_eq!(app.mails().await.len(), 4);
    }

    async fn the_operator_may_go_beyond(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        owner.post(&made.path("/trial/extend"), &json!({"days": 14})).await.expect(200);
        by_operator(&app, &reseller, &made, Move::ExtendByOperator(ExtendTrial { days: 60, reason: None })).await;
        let after = read(owner, &made).await;
        assert_eq!((&after["trial"]["days_left"], &after["trial"]["extension_days_left"]), (&json!(88), &json!(0)));
        assert_eq!(last_event(owner, &made).await["actor"]["kind"], "operator");
    }
}
