//! `POST /subscriptions/{id}/trial/end`.

use chrono::TimeDelta;
use serde_json::json;

use super::{last_event, let_trial_run_out, read};
use crate::support::TestApp;

on_both_databases! {
    async fn a_trial_that_is_ended_is_over_at_once(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        app.clock.advance(TimeDelta::days(2));
        let after = owner.post(&made.path("/trial/end"), &json!({"reason": " Chose another product "})).await.expect(200).json();
        assert_eq!((&after["status"], &after["end_reason"]), (&json!("ended"), &json!("Chose another product")));
        assert_eq!((&after["trial"]["outcome"], &after["trial"]["days_left"]), (&json!("ended"), &json!(0)));
        assert_eq!(after["ended_at"], json!(app.clock.now()));
        assert_eq!(read(owner, &made).await, after);
        assert_eq!(last_event(owner, &made).await["data"], json!({"reason": "Chose another product"}));
    }

    async fn an_expired_trial_can_be_ended(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.clock.advance(TimeDelta::days(14));
        let_trial_run_out(&app, &made).await;
        let after = reseller.owner().post(&made.path("/trial/end"), &json!({"reason": "No need"})).await.expect(200).json();
        assert_eq!(after["status"], "ended");
    }
}
