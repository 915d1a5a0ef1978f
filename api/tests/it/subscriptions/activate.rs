//! `POST /subscriptions/{id}/activate`.

use serde_json::{Value, json};

use super::{last_event, let_trial_run_out, move_to, read};
use crate::support::TestApp;

on_both_databases! {
    async fn the_first_period_starts_now_and_the_trial_is_converted(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        app.clock.advance(chrono::TimeDelta::days(3));
        let now = owner.post(&made.path("/activate"), &json!({"plan": "starter", "term": "monthly"})).await.expect(200).json();
        assert_eq!((&now["plan"], &now["term"], &now["next_payment_date"]), (&json!("starter"), &json!("monthly"), &json!("2026-12-25")));
        assert_eq!((&now["trial"]["outcome"], &now["trial"]["days_left"]), (&json!("converted"), &json!(0)));
        assert_eq!((&now["updated_at"], &now["ended_at"]), (&json!(app.clock.now()), &Value::Null));
        assert_eq!(owner.get(&made.path("/trial")).await.expect(200).json(), now["trial"]);
        assert_eq!(last_event(owner, &made).await["data"], json!({"plan": "starter", "term": "monthly"}));
    }

    async fn an_expired_trial_can_be_activated(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.clock.advance(chrono::TimeDelta::days(15));
        let_trial_run_out(&app, &made).await;
        let now = reseller.owner().post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&now["status"], &now["next_payment_date"]), (&json!("active"), &json!("2027-12-07")));
    }

    async fn a_plan_chosen_before_gives_way(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().with("plan", "starter").with("term", "monthly").create().await;
        let now = reseller.owner().post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200).json();
        assert_eq!((&now["plan"], &now["term"], &now["next_payment_date"]), (&json!("pro"), &json!("annual"), &json!("2027-11-22")));
    }

    async fn periods_end_on_the_anchor_day_or_the_months_last(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (at, term, due) in [
            ("2027-01-31T00:00:00Z", "monthly", "2027-02-28"),
            ("2027-01-31T23:59:59.999999Z", "monthly", "2027-02-28"),
            ("2027-03-31T12:00:00Z", "monthly", "2027-04-30"),
            ("2027-12-15T12:00:00Z", "monthly", "2028-01-15"),
            ("2028-01-31T12:00:00Z", "monthly", "2028-02-29"),
            ("2028-02-29T12:00:00Z", "monthly", "2028-03-29"),
            ("2028-02-29T12:00:01Z", "annual", "2029-02-28"),
            ("2028-12-31T23:59:59Z", "annual", "2029-12-31"),
        ] {
            move_to(&app, at);
            owner.stay_signed_in().await;
            let activated = reseller.subscription().create().await;
            let now = owner.post(&activated.path("/activate"), &json!({"plan": "pro", "term": term})).await.expect(200).json();
            assert_eq!(now["next_payment_date"], due, "{at} {term}");
            let bought = reseller.subscription().paid("pro", term).create().await;
            assert_eq!(read(owner, &bought).await["next_payment_date"], due, "{at} {term}");
        }
    }
}
