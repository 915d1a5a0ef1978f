//! `POST /subscriptions/{id}/pause` and `/resume`.

use chrono::TimeDelta;
use countersign::subscriptions::actions::Move;
use serde_json::{Value, json};
use shared::rights::SubscriptionRole;

use super::transitions::by_operator;
use super::{last_event, read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn a_paused_trials_clock_stands_still(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().with("plan", "pro").with("term", "monthly").create().await;
        app.pass(TimeDelta::days(4)).await;
        let paused = owner.post(&made.path("/pause"), &json!({"reason": "Moves house"})).await.expect(200).json();
        assert_eq!((&paused["status"], &paused["lifecycle"], &paused["next_payment_date"]), (&json!("on_hold"), &json!("trial"), &Value::Null));
        assert_eq!(paused["holds"], json!([{"kind": "reseller", "reason": "Moves house", "since": app.clock.now(), "by": owner.account()}]));
        app.pass(TimeDelta::days(100)).await;
        owner.stay_signed_in().await;
        let still = read(owner, &made).await;
        assert_eq!((&still["lifecycle"], &still["trial"]["days_left"]), (&json!("trial"), &json!(10)));
        assert_eq!(app.mails().await.len(), 0);
        let resumed = owner.post(&made.path("/resume"), &json!({})).await.expect(200).json();
        assert_eq!((&resumed["status"], &resumed["trial"]["days_left"], &resumed["holds"]), (&json!("trial"), &json!(10), &json!([])));
        let end = app.clock.now() + TimeDelta::days(10);
        assert_eq!((&resumed["trial"]["ends_at"], &resumed["next_payment_date"]), (&json!(end), &json!(end.date_naive())));
        assert_eq!(last_event(owner, &made).await["kind"], "subscription.resumed");
        app.pass(TimeDelta::days(10)).await;
        assert_eq!(read(owner, &made).await["status"], "active");
    }

    async fn a_paid_period_runs_on_while_paused(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "active").await;
        owner.post(&made.path("/pause"), &json!({"reason": "x"})).await.expect(200);
        app.pass(TimeDelta::days(40)).await;
        owner.stay_signed_in().await;
        let after = read(owner, &made).await;
        assert_eq!((&after["status"], &after["next_payment_date"]), (&json!("on_hold"), &json!("2027-01-22")));
        assert_eq!(app.count("charges").await, 2);
    }

    async fn resuming_lifts_the_resellers_own_hold_alone(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "active").await;
        owner.post(&made.path("/pause"), &json!({"reason": "x"})).await.expect(200);
        by_operator(&app, &reseller, &made, Move::Hold(None)).await;
        by_operator(&app, &reseller, &made, Move::PaymentOverdue("2026-11-20".parse().unwrap())).await;
        let after = owner.post(&made.path("/resume"), &json!({})).await.expect(200).json();
        let kinds: Vec<_> = after["holds"].as_array().unwrap().iter().map(|hold| hold["kind"].clone()).collect();
        assert_eq!((&after["status"], kinds), (&json!("on_hold"), vec![json!("operator"), json!("payment")]));
        owner.post(&made.path("/resume"), &json!({})).await.refused(409, "transition_not_allowed");
    }

    async fn the_customers_people_see_the_hold_and_nothing_of_its_reason(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let admin = reseller.customer(&made, SubscriptionRole::Admin).await;
        reseller.owner().post(&made.path("/pause"), &json!({"reason": "Geheim"})).await.expect(200);
        let seen = admin.get(&made.path("")).await.expect(200);
        assert_eq!(seen.json()["status"], "on_hold");
        assert!(!seen.text().contains("Geheim") && seen.json().get("holds").is_none(), "{}", seen.text());
        assert!(!admin.get(&made.path("/events")).await.text().contains("paused"));
    }
}
