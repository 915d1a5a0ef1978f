//! `POST /subscriptions/{id}/preview`: the same rules as the change, and no effect.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn it_says_to_the_cent_what_the_change_then_books(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (days, change) in [(0, json!({"seats": 27})), (7, json!({"plan": "pro"})), (13, json!({"seats": 41, "plan": "pro"})), (29, json!({"seats": 101}))] {
            let made = reseller.subscription().with("seats", 20).paid("standard", "monthly").create().await;
            app.clock.advance(TimeDelta::days(days));
            owner.stay_signed_in().await;
            let (before, booked) = (read(owner, &made).await, app.count("charges").await);
            let preview = owner.post(&made.path("/preview"), &change).await.expect(200).json();
            assert_eq!((read(owner, &made).await, app.count("charges").await), (before, booked));
            owner.patch(&made.path(""), &change).await.expect(200);
            let count = preview["charges"].as_array().unwrap().len();
            assert_eq!(app.count("charges").await, booked + i64::try_from(count).unwrap(), "{change}");
            for charge in preview["charges"].as_array().unwrap() {
                let row = format!("charges WHERE kind = '{}' AND amount = {}", charge["kind"].as_str().unwrap(), charge["amount"]);
                assert!(app.count(&row).await >= 1, "{charge}");
            }
            let sum: i64 = preview["charges"].as_array().unwrap().iter().map(|charge| charge["amount"].as_i64().unwrap()).sum();
            assert_eq!(preview["due_now"], json!(sum));
        }
    }

    async fn it_tells_what_waits_and_what_the_next_period_costs(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("seats", 20).paid("standard", "monthly").create().await;
        let preview = owner.post(&made.path("/preview"), &json!({"seats": 12})).await.expect(200).json();
        assert_eq!(preview, json!({
            "currency": "EUR", "charges": [], "due_now": 0,
            "scheduled": [{"kind": "seats", "at": "2026-12-22T00:00:00Z", "to": "12"}],
            "next_period": {"starts_on": "2026-12-22", "seats": 12, "plan": "standard", "term": "monthly", "unit_price": 145, "amount": 1740},
        }));
        owner.patch(&made.path(""), &json!({"seats": 12})).await.expect(200);
        let now = owner.post(&made.path("/preview"), &json!({})).await.expect(200).json();
        assert_eq!(now["next_period"]["amount"], 1740);
        let more = owner.post(&made.path("/preview"), &json!({"seats": 30})).await.expect(200).json();
        assert_eq!((&more["next_period"]["amount"], &more["due_now"]), (&json!(30 * 145), &json!(1450)));
        let trial = reseller.subscription().with("seats", 10).create().await;
        assert_eq!(owner.post(&trial.path("/preview"), &json!({})).await.expect(200).json()["next_period"], Value::Null);
        let chosen = owner.post(&trial.path("/preview"), &json!({"plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&chosen["next_period"]["starts_on"], &chosen["next_period"]["amount"]), (&json!("2026-12-06"), &json!(19_500)));
        let expired = subscription_in(&app, &reseller, "trial_expired").await;
        let today = owner.post(&expired.path("/preview"), &json!({"plan": "pro", "term": "monthly"})).await.expect(200).json();
        assert_eq!(today["next_period"]["starts_on"], json!(app.clock.now().date_naive()));
    }

    async fn it_refuses_what_the_change_refuses(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let active = subscription_in(&app, &reseller, "active").await;
        owner.post(&active.path("/preview"), &json!({"term": "annual"})).await.refused(409, "plan_not_changeable");
        let pending = subscription_in(&app, &reseller, "cancel_pending").await;
        owner.post(&pending.path("/preview"), &json!({"seats": 2})).await.refused(409, "seats_not_changeable");
        let faults = owner.post(&active.path("/preview"), &json!({"seats": 0, "plan": "gold", "x": 1})).await.refused(422, "invalid_fields").faults();
        assert_eq!(faults, ["/plan not_allowed", "/seats out_of_range", "/x unknown_field"]);
        reseller.colleague(ResellerRole::Support).await.post(&active.path("/preview"), &json!({})).await.refused(403, "forbidden");
    }
}
