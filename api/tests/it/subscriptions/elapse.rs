//! What time brings about: reminders, the end of trials, of cancellations, of what expired.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{kinds, last_event, read, subscription_in};
use crate::support::TestApp;

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

on_both_databases! {
    async fn a_trial_without_a_plan_expires_at_its_end_and_not_before(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        app.pass(days(14) - TimeDelta::microseconds(1)).await;
        assert_eq!(read(owner, &made).await["status"], "trial");
        let version = read(owner, &made).await["version"].clone();
        app.pass(TimeDelta::microseconds(1)).await;
        let after = read(owner, &made).await;
        assert_eq!((&after["status"], &after["trial"]["outcome"]), (&json!("trial_expired"), &json!("expired")));
        assert_eq!((&after["next_payment_date"], &after["trial"]["days_left"]), (&Value::Null, &json!(0)));
        assert_eq!(after["version"].as_i64(), version.as_i64().map(|version| version + 1));
        let event = last_event(owner, &made).await;
        assert_eq!((&event["kind"], &event["actor"]["kind"]), (&json!("trial.expired"), &json!("system")));
        assert_eq!(app.catch_up().await, 0);
    }

    async fn a_trial_with_a_plan_becomes_paid_from_its_end_on_however_late_the_timer_is(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for late in [TimeDelta::zero(), TimeDelta::hours(40)] {
            let made = reseller.subscription().with("plan", "standard").with("term", "monthly").create().await;
            let end = app.clock.now() + days(14);
            app.clock.advance(days(14) + late);
            app.catch_up().await;
            let after = read(owner, &made).await;
            assert_eq!((&after["status"], &after["trial"]["outcome"]), (&json!("active"), &json!("converted")));
            let due = end.date_naive().checked_add_months(chrono::Months::new(1)).unwrap();
            assert_eq!(after["next_payment_date"], json!(due));
            let event = last_event(owner, &made).await;
            assert_eq!((&event["kind"], &event["actor"]["kind"]), (&json!("subscription.activated"), &json!("system")));
            assert_eq!(event["data"], json!({"plan": "standard", "term": "monthly"}));
        }
    }

    async fn reminders_come_at_seven_three_and_one_days_to_those_who_want_them(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let admin = reseller.colleague(ResellerRole::Admin).await;
        let silent = reseller.colleague(ResellerRole::Admin).await;
        reseller.colleague(ResellerRole::Billing).await;
        reseller.colleague(ResellerRole::Support).await;
        silent.patch("/me", &json!({"trial_mails": false})).await.expect(200);
        admin.patch("/me", &json!({"locale": "fr"})).await.expect(200);
        let made = reseller.subscription().company("Boulangerie Mercier").create().await;
        let mut told = Vec::new();
        for day in 1..=15 {
            app.pass(days(1)).await;
            let mails = app.mails().await;
            told.push(mails.len());
            if day == 7 {
                let to: Vec<_> = mails.iter().map(|mail| mail.to()).collect();
                assert_eq!(to.len(), 2, "{to:?}");
                assert!(mails.iter().any(|mail| mail.subject().contains("Boulangerie Mercier: the trial ends in 7 days")), "{mails:?}");
                assert!(mails.iter().any(|mail| mail.subject().contains("dans 7 jours")), "{mails:?}");
            }
        }
        // Two readers: 7, 3 and 1 days before, and at the end.
        assert_eq!(told, [0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 4, 4, 6, 8, 8]);
        let kinds = kinds(reseller.owner(), &made).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "reminder.delivered").count(), 6);
        assert_eq!(kinds.last().map(String::as_str), Some("trial.expired"));
    }

    async fn of_several_late_reminders_the_last_is_sent_while_it_is_true(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.clock.advance(days(12));
        app.catch_up().await;
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].subject().contains("in 2 days"), "{:?}", mails[0].subject());
        app.clock.advance(days(2));
        app.catch_up().await;
        assert!(app.mails().await.last().unwrap().subject().contains("is over"));
        assert_eq!(kinds(reseller.owner(), &made).await, ["subscription.created", "reminder.delivered", "trial.expired"]);
    }

    async fn a_reminder_that_waited_until_it_was_true_no_more_is_not_sent(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        app.clock.advance(days(7));
        countersign::timers::worker::catch_up(&app.state).await.unwrap();
        reseller.owner().post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        app.catch_up().await;
        assert_eq!(app.mails().await.len(), 0);
    }

    async fn short_trials_have_only_the_reminders_that_lie_in_them(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for (length, mails) in [(7, 3), (3, 2), (1, 1), (8, 4)] {
            let before = app.mails().await.len();
            reseller.subscription().with("trial_days", length).create().await;
            app.pass(days(length)).await;
            assert_eq!(app.mails().await.len() - before, mails, "{length} days");
        }
    }

    async fn an_expired_trial_is_closed_after_thirty_days(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        app.pass(days(44) - TimeDelta::microseconds(1)).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["status"], "trial_expired");
        app.pass(TimeDelta::microseconds(1)).await;
        let after = read(owner, &made).await;
        assert_eq!((&after["status"], &after["trial"]["outcome"], &after["ended_at"]), (&json!("ended"), &json!("expired"), &json!(app.clock.now())));
        assert_eq!(last_event(owner, &made).await["kind"], "subscription.ended");
    }

    async fn a_cancellation_takes_effect_on_its_date_by_itself(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "cancel_pending").await;
        app.pass_until("2026-12-21T23:59:59.999999Z".parse().unwrap()).await;
        owner.stay_signed_in().await;
        assert_eq!(read(owner, &made).await["status"], "cancel_pending");
        app.pass(TimeDelta::microseconds(1)).await;
        let after = read(owner, &made).await;
        assert_eq!((&after["status"], &after["ended_at"], &after["end_reason"]), (&json!("ended"), &json!("2026-12-22T00:00:00Z"), &json!("Moves on")));
        assert_eq!(after["scheduled_changes"], json!([]));
        owner.post(&made.path("/keep"), &json!({})).await.refused(409, "transition_not_allowed");
    }

    async fn what_was_cancelled_can_be_kept_until_its_date_even_if_the_timer_is_late(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = subscription_in(&app, &reseller, "cancel_pending").await;
        app.clock.advance(days(30));
        owner.stay_signed_in().await;
        owner.post(&made.path("/keep"), &json!({})).await.refused(409, "transition_not_allowed");
        assert!(!read(owner, &made).await["allowed_actions"].as_array().unwrap().contains(&json!("keep")));
    }
}
