//! `GET /sandbox/clock`, `POST /sandbox/clock/advance`: how far a clock goes.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{advance, advance_days};
use crate::support::{TestApp, at_once, noon};

on_both_databases! {
    async fn a_clock_starts_at_the_real_time_and_goes_on_from_where_it_was_moved(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        let clock = owner.get("/sandbox/clock").await.expect(200).json();
        assert_eq!(clock, json!({"now": noon(), "offset_seconds": 0}));
        let moved = advance_days(owner, 14).await;
        assert_eq!(moved, json!({"now": noon() + TimeDelta::days(14), "offset_seconds": 1_209_600, "timers_due": 0}));
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(advance(owner, json!({"hours": 2})).await["now"], json!(noon() + TimeDelta::days(14) + TimeDelta::hours(3)));
        assert_eq!(advance(owner, json!({"seconds": 5})).await["offset_seconds"], 1_209_600 + 7205);
        let instant = json!("2027-02-01T08:30:00.000001Z");
        assert_eq!(advance(owner, json!({"until": instant})).await["now"], instant);
        let clock = owner.get("/sandbox/clock").await.expect(200).json();
        assert_eq!(clock["now"], instant);
        assert_eq!(owner.get("/reseller").await.expect(200).json()["sandbox"], clock);
    }

    async fn a_clock_goes_forward_alone_and_by_400_days_at_most(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance_days(owner, 1).await;
        let now = noon() + TimeDelta::days(1);
        for (body, fault) in [
            (json!({"until": now}), "/until not_in_future"),
            (json!({"until": now - TimeDelta::microseconds(1)}), "/until not_in_future"),
            (json!({"until": noon()}), "/until not_in_future"),
            (json!({"until": now + TimeDelta::days(400) + TimeDelta::microseconds(1)}), "/until too_far_ahead"),
            (json!({"days": 401}), "/days out_of_range"),
            (json!({"days": 0}), "/days out_of_range"),
            (json!({"days": -1}), "/days out_of_range"),
            (json!({"days": 1.5}), "/days wrong_type"),
            (json!({"days": 1, "hours": 1}), "/hours not_wanted"),
            (json!({}), "/days required"),
        ] {
            let refused = owner.post("/sandbox/clock/advance", &body).await.refused(422, "invalid_fields");
            assert_eq!(refused.faults(), [fault], "{body}");
        }
        assert_eq!(owner.get("/sandbox/clock").await.expect(200).json()["now"], json!(now));
        assert_eq!(app.count("events WHERE kind = 'clock.advanced'").await, 1);
        assert_eq!(advance(owner, json!({"until": now + TimeDelta::days(400)})).await["offset_seconds"], 401 * 86_400);
    }

    async fn each_move_is_an_event_at_the_new_time(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner();
        advance_days(owner, 14).await;
        let event = owner.get("/events?kind=clock.advanced").await.expect(200).items().remove(0);
        let now = noon() + TimeDelta::days(14);
        assert_eq!((&event["at"], &event["data"]), (&json!(now), &json!({"from": noon(), "to": now})));
        assert_eq!((&event["subject"]["kind"], &event["actor"]["account_id"]), (&json!("reseller"), &json!(owner.account())));
        assert_eq!(event["subscription_id"], Value::Null);
    }

    async fn moves_at_the_same_time_add_up(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        reseller.subscription().create().await;
        let owner = reseller.owner().clone();
        let moved = at_once(8, move |_| {
            let owner = owner.clone();
            async move { advance_days(&owner, 1).await["offset_seconds"].as_i64().unwrap() / 86_400 }
        })
        .await;
        let mut moved = moved;
        moved.sort_unstable();
        assert_eq!(moved, [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(app.count("timers").await, 1);
        app.catch_up().await;
        assert_eq!(app.count("events WHERE kind = 'reminder.delivered'").await, 1);
    }

    async fn one_idempotency_key_moves_it_once(app: TestApp) {
        let reseller = app.sandbox("Contoso Labs").await;
        let owner = reseller.owner().clone();
        let repeated = move |_| {
            let owner = owner.clone();
            async move { owner.post("/sandbox/clock/advance", &json!({"days": 14})).key("two-weeks").await.expect(200) }
        };
        let answers = at_once(4, repeated).await;
        assert!(answers.iter().all(|answer| answer.json() == answers[0].json()));
        assert_eq!(answers.iter().filter(|answer| answer.header("idempotency-replayed") == Some("true")).count(), 3);
        // Kept by the real time: a day later the key is free, a fortnight of the sandbox's time later it is not.
        let again = || reseller.owner().post("/sandbox/clock/advance", &json!({"days": 14})).key("two-weeks");
        assert_eq!(again().await.expect(200).json()["offset_seconds"], 1_209_600);
        app.clock.advance(TimeDelta::hours(24));
        assert_eq!(again().await.expect(200).json()["offset_seconds"], 2 * 1_209_600);
    }
}
