//! `POST /subscriptions/{id}/keep`.

use serde_json::{Value, json};

use super::{kinds, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn a_cancellation_is_taken_back_as_if_it_had_not_been(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "cancel_pending").await;
        app.clock.advance(chrono::TimeDelta::days(10));
        let kept = owner.post(&made.path("/keep"), &json!({})).await.expect(200).json();
        assert_eq!((&kept["status"], &kept["end_reason"], &kept["scheduled_changes"]), (&json!("active"), &Value::Null, &json!([])));
        assert_eq!(kept["next_payment_date"], made.json["next_payment_date"]);
        assert_eq!(app.count("scheduled_changes").await, 0);
        assert_eq!(kinds(owner, &made).await, ["subscription.created", "subscription.cancel_requested", "subscription.kept"]);
    }

    async fn it_can_be_cancelled_and_kept_again_and_again(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "active").await;
        for round in 0..3 {
            let pending = owner.post(&made.path("/cancel"), &json!({"reason": "Maybe"})).await.expect(200).json();
            assert_eq!(pending["scheduled_changes"].as_array().map(Vec::len), Some(1), "{round}");
            owner.post(&made.path("/keep"), &json!({})).await.expect(200);
        }
        assert_eq!(kinds(owner, &made).await.len(), 7);
    }
}
