//! What comes due when a sandbox's clock is moved.

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{advance, advance_days};
use crate::subscriptions::{kinds, last_event, read};
use crate::support::{Setup, TestApp, at_once, noon};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

on_both_databases! {
    async fn a_trial_of_14_days_expires_with_the_fourteenth_day_and_not_before(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let end = noon() + TimeDelta::days(14);
        let early = advance(owner, json!({"until": end - TimeDelta::microseconds(1)})).await;
        app.catch_up().await;
        let before = read(owner, &made).await;
        assert_eq!((&before["status"], &before["trial"]["days_left"]), (&json!("trial"), &json!(1)));
        // The reminders' timer; of several the last is told.
        assert_eq!(early["timers_due"], 1);
        assert_eq!(advance(owner, json!({"until": end})).await["timers_due"], 1);
        app.catch_up().await;
        let after = read(owner, &made).await;
        assert_eq!((&after["status"], &after["trial"]["outcome"]), (&json!("trial_expired"), &json!("expired")));
        assert_eq!((&after["trial"]["days_left"], &after["updated_at"]), (&json!(0), &json!(end)));
        let event = last_event(owner, &made).await;
        assert_eq!((&event["kind"], &event["at"]), (&json!("trial.expired"), &json!(end)));
        assert_eq!(app.clock.now(), noon());
    }

    async fn reminders_come_once_each(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        let made = reseller.subscription().company("Boulangerie Mercier").create().await;
        let mut subjects = Vec::new();
        for days in [6, 1, 3, 1, 1, 1, 1] {
            advance_days(owner, days).await;
            let mails = app.mails_to("owner@contoso-labs.example").await;
            subjects.push(mails.len());
        }
        assert_eq!(subjects, [0, 1, 1, 2, 2, 3, 4]);
        let mails = app.mails_to("owner@contoso-labs.example").await;
        for (mail, part) in mails.iter().zip(["in 7 days", "in 3 days", "in 1 day", "is over"]) {
            assert!(mail.subject().contains(part), "{part}: {}", mail.subject());
            // A letter is sent in the real time, whatever its words speak of.
            assert!(mail.header("Date").contains("22 Nov 2026"), "{}", mail.header("Date"));
        }
        let reminded = kinds(owner, &made).await.iter().filter(|kind| *kind == "reminder.delivered").count();
        assert_eq!(reminded, 3);
    }

    async fn a_trial_with_a_plan_becomes_paid_and_a_year_brings_its_renewals_in_order(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance(owner, json!({"until": "2027-01-17T09:00:00Z"})).await;
        let made = reseller.subscription().with("plan", "standard").with("term", "monthly").create().await;
        advance_days(owner, 14).await;
        app.catch_up().await;
        let paid = read(owner, &made).await;
        assert_eq!((&paid["status"], &paid["next_payment_date"]), (&json!("active"), &json!("2027-02-28")));
        assert_eq!(advance_days(owner, 365).await["timers_due"], 1);
        app.catch_up().await;
        assert_eq!(app.catch_up().await, 0);
        let events = owner.get(&made.path("/events?limit=200")).await.expect(200).items();
        let renewals: Vec<&Value> = events.iter().rev().filter(|event| event["kind"] == "subscription.renewed").collect();
        let starts: Vec<String> = renewals.iter().map(|event| event["data"]["period_start"].as_str().unwrap().to_owned()).collect();
        let anchor = day("2027-01-31");
        let expected: Vec<String> = (1..=12).map(|month| anchor.checked_add_months(Months::new(month)).unwrap().to_string()).collect();
        assert_eq!(starts, expected);
        assert_eq!((&*starts[0], &*starts[1], &*starts[2]), ("2027-02-28", "2027-03-31", "2027-04-30"));
        for event in renewals {
            let (at, start) = (event["at"].as_str().unwrap(), event["data"]["period_start"].as_str().unwrap());
            let due = day(start).and_time(chrono::NaiveTime::MIN).and_utc();
            assert!(at.parse::<DateTime<Utc>>().unwrap() >= due, "{at} before {start}");
        }
        assert_eq!(read(owner, &made).await["next_payment_date"], "2028-02-29");
        let months = owner.get("/statements").await.expect(200).items();
        assert_eq!((months.len(), &months[0]["month"], &months[12]["month"]), (13, &json!("2028-01"), &json!("2027-01")));
        assert_eq!(app.count("charges WHERE kind = 'period'").await, 13);
    }

    async fn what_is_of_one_sandbox_fires_in_the_order_in_which_it_was_due(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        // Due after a year, after the fourteenth day and the thirtieth: not in the order of their birth.
        let last = reseller.subscription().paid("pro", "annual").create().await;
        advance_days(owner, 1).await;
        let second = reseller.subscription().paid("pro", "monthly").create().await;
        let first = reseller.subscription().with("trial_days", 1).create().await;
        advance_days(owner, 380).await;
        app.catch_up().await;
        let events = owner.get("/events?limit=200").await.expect(200).items();
        let brought = events.iter().rev().filter(|event| event["actor"]["kind"] == "system" && event["kind"] != "reminder.delivered");
        let order: Vec<&str> = brought.map(|event| event["subscription_id"].as_str().unwrap()).collect();
        assert_eq!(order[..3], [&*first.id, &*second.id, &*last.id], "{order:?}");
        assert_eq!(order.iter().filter(|id| **id == second.id).count(), 12);
    }

    async fn nobody_elses_time_moves(app: TestApp) {
        let (sandbox, second, business) =
            (app.sandbox("Contoso Labs").await, app.sandbox("Fabrikam Labs").await, app.reseller("Northwind IT").await);
        sandbox.subscription().create().await;
        let (theirs, real) = (second.subscription().create().await, business.subscription().contact("camille@mercier.example").create().await);
        let (before, events) = ((read(second.owner(), &theirs).await, read(business.owner(), &real).await), app.count("events").await);
        advance_days(sandbox.owner(), 14).await;
        app.catch_up().await;
        assert_eq!((read(second.owner(), &theirs).await, read(business.owner(), &real).await), before);
        assert_eq!(business.owner().get("/reseller").await.expect(200).json()["sandbox"], Value::Null);
        assert_eq!(second.owner().get("/sandbox/clock").await.expect(200).json()["offset_seconds"], 0);
        // The move and the end of one trial; the mail of the invite was sent before.
        assert_eq!(app.count("events WHERE kind IN ('clock.advanced', 'trial.expired')").await, 2);
        assert!(app.count("events").await <= events + 3);
        app.pass(TimeDelta::days(14)).await;
        assert_eq!(read(business.owner(), &real).await["status"], "trial_expired");
        assert_eq!(read(second.owner(), &theirs).await["status"], "trial_expired");
    }

    async fn a_sandbox_goes_on_by_itself_after_a_move(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance_days(owner, 100).await;
        let made = reseller.subscription().create().await;
        assert_eq!(made.json["trial"]["ends_at"], json!(noon() + TimeDelta::days(114)));
        app.pass(TimeDelta::days(14) - TimeDelta::microseconds(1)).await;
        assert_eq!(read(owner, &made).await["status"], "trial");
        app.pass(TimeDelta::microseconds(1)).await;
        assert_eq!(read(owner, &made).await["status"], "trial_expired");
        assert_eq!(last_event(owner, &made).await["at"], json!(noon() + TimeDelta::days(114)));
    }

    async fn what_is_created_while_the_clock_moves_is_not_left_behind(setup: Setup) {
        let (one, other) = (setup.start().await, setup.start().await);
        let reseller = one.sandbox("Contoso Labs").await;
        let (owner, make, there) = (reseller.owner().clone(), reseller.subscription(), other.clone());
        at_once(24, move |n| {
            let (owner, make, there) = (owner.clone(), make.clone(), there.clone());
            async move {
                if n % 4 == 0 {
                    drop(advance_days(&owner.at(&there), 1).await);
                } else {
                    drop(make.contact(&format!("camille-{n}@mercier.example")).create().await);
                }
            }
        })
        .await;
        assert_eq!(one.count("subscriptions").await, 18);
        // By now every trial and every invite is over, wherever in the moves it began.
        advance_days(reseller.owner(), 14).await;
        one.catch_up().await;
        assert_eq!(one.count("subscriptions WHERE status = 'trial_expired'").await, 18);
        assert_eq!(one.count("invites WHERE state = 'expired'").await, 18);
    }
}
