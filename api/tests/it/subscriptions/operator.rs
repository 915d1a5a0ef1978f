//! The holds that the operator places and lifts.

use chrono::TimeDelta;
use countersign::subscriptions::actions::Move;
use serde_json::{Value, json};

use super::transitions::by_operator;
use super::{last_event, read, subscription_in};
use crate::support::TestApp;

on_both_databases! {
    async fn a_payment_hold_shows_since_when_and_goes_when_paid(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "active").await;
        by_operator(&app, &reseller, &made, Move::PaymentOverdue("2026-11-12".parse().unwrap())).await;
        let held = read(owner, &made).await;
        assert_eq!((&held["status"], &held["next_payment_date"]), (&json!("on_hold"), &json!("2026-11-12")));
        assert_eq!(held["holds"], json!([{"kind": "payment", "reason": null, "since": "2026-11-12T00:00:00Z", "by": null}]));
        let event = last_event(owner, &made).await;
        assert_eq!((&event["kind"], &event["actor"]["kind"]), (&json!("subscription.held"), &json!("operator")));
        assert_eq!(event["data"], json!({"hold": "payment", "since": "2026-11-12"}));
        by_operator(&app, &reseller, &made, Move::PaymentPaid).await;
        let paid = read(owner, &made).await;
        assert_eq!((&paid["status"], &paid["next_payment_date"], &paid["holds"]), (&json!("active"), &json!("2026-12-22"), &json!([])));
    }

    async fn days_on_hold_by_the_operator_are_not_charged(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        // 18 seats at 1.45 a month: 26.10 for 30 days, 0.87 a day.
        let made = subscription_in(&app, &reseller, "active").await;
        app.pass(TimeDelta::days(5)).await;
        by_operator(&app, &reseller, &made, Move::Hold(Some("Abuse".to_owned()))).await;
        app.pass(TimeDelta::days(10)).await;
        by_operator(&app, &reseller, &made, Move::Release).await;
        let lines = owner.get("/statements/2026-12/lines").await.expect(200).items();
        assert_eq!(lines[0]["charges"][0]["amount"], -870);
        assert_eq!((&lines[0]["charges"][0]["kind"], &lines[0]["charges"][0]["period_start"]), (&json!("credit"), &json!("2026-11-27")));
    }

    async fn a_hold_by_the_operator_over_several_periods_is_paid_back_period_by_period(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = subscription_in(&app, &reseller, "active").await;
        by_operator(&app, &reseller, &made, Move::Hold(None)).await;
        app.pass(TimeDelta::days(70)).await;
        by_operator(&app, &reseller, &made, Move::Release).await;
        reseller.owner().stay_signed_in().await;
        let statements = reseller.owner().get("/statements").await.expect(200).items();
        // Two whole periods cost nothing; of the third the days after the release remain.
        let total: i64 = statements.iter().map(|statement| statement["total"].as_i64().unwrap()).sum();
        let third = 2610 - (2610 * 9 * 2 + 31) / 62;
        assert_eq!(total, third, "{statements:?}");
    }

    async fn seats_that_came_after_a_hold_began_are_paid_back_for_their_own_days_only(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        // 10 seats at 1.45 a month of 30 days; 60 more from the 10th day on, for the 20 days that are left.
        let made = reseller.subscription().with("seats", 10).paid("standard", "monthly").create().await;
        by_operator(&app, &reseller, &made, Move::Hold(None)).await;
        app.pass(TimeDelta::days(10)).await;
        reseller.owner().patch(&made.path(""), &json!({"seats": 70})).await.expect(200);
        assert_eq!(app.count("charges WHERE kind = 'seats' AND amount = 5800").await, 1);
        app.pass(TimeDelta::days(10)).await;
        by_operator(&app, &reseller, &made, Move::Release).await;
        let charges = reseller.owner().get("/statements/2026-12/lines").await.expect(200).items()[0]["charges"].clone();
        let credit = charges.as_array().unwrap().iter().find(|charge| charge["kind"] == "credit").unwrap();
        // 20 of 30 days of 14.50, and 10 of 20 days of 58.00.
        assert_eq!(credit["amount"], -(967 + 2900), "{charges}");
    }

    async fn who_ends_and_brings_back_is_not_rid_of_the_operators_hold(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        by_operator(&app, &reseller, &made, Move::Hold(None)).await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "x"})).await.expect(200);
        let back = owner.post(&made.path("/reactivate"), &json!({})).await.expect(200).json();
        assert_eq!((&back["status"], &back["lifecycle"], &back["ended_at"]), (&json!("on_hold"), &json!("trial"), &Value::Null));
    }
}
