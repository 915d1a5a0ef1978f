//! Timers: each is carried out exactly once, however many workers there are, and none is lost.

mod processes;

use chrono::TimeDelta;
use countersign::timers::worker;
use diesel::RunQueryDsl as _;

use crate::support::{Setup, TestApp, at_once};

/// Makes so many paid subscriptions at once, past HTTP: copies of one.
async fn many(app: &TestApp, count: usize) {
    let reseller = app.reseller("Northwind IT").await;
    let make = reseller.subscription().paid("standard", "monthly");
    for company in 0..count {
        make.clone().company(&format!("Customer {company}")).create().await;
    }
}

on_both_databases! {
    async fn two_servers_carry_each_timer_out_once(setup: Setup) {
        let (one, other) = (setup.start().await, setup.start().await);
        many(&one, 120).await;
        setup.clock.advance(TimeDelta::days(31));
        let servers = [one.state.clone(), other.state.clone()];
        let done = at_once(4, move |n| {
            let server = servers[n % 2].clone();
            async move { worker::catch_up(&server).await.unwrap() }
        })
        .await;
        // A worker that finds only rows that another holds goes home; nothing is left in the end.
        worker::catch_up(&one.state).await.unwrap();
        assert!(done.iter().sum::<usize>() >= 1, "{done:?}");
        assert_eq!(one.count("events WHERE kind = 'subscription.renewed'").await, 120);
        assert_eq!(one.count("charges WHERE kind = 'period'").await, 240);
        assert_eq!(one.count("timers").await, 120);
    }

    async fn what_a_dying_server_had_begun_is_taken_over_whole(setup: Setup) {
        let (one, other) = (setup.start().await, setup.start().await);
        many(&one, 40).await;
        setup.clock.advance(TimeDelta::days(31));
        // The first dies in the middle: its transaction is never committed.
        let dying = one.state.clone();
        let task = actix_web::rt::spawn(async move { worker::catch_up(&dying).await });
        task.abort();
        drop(task.await);
        worker::catch_up(&other.state).await.unwrap();
        worker::catch_up(&one.state).await.unwrap();
        assert_eq!(one.count("events WHERE kind = 'subscription.renewed'").await, 40);
        assert_eq!(one.count("charges WHERE kind = 'period'").await, 80);
    }

    async fn a_clock_that_is_put_back_carries_nothing_out_twice(app: TestApp) {
        many(&app, 3).await;
        app.pass(TimeDelta::days(31)).await;
        app.clock.advance(TimeDelta::days(-20));
        app.catch_up().await;
        app.clock.advance(TimeDelta::days(20));
        app.catch_up().await;
        assert_eq!(app.count("events WHERE kind = 'subscription.renewed'").await, 3);
    }

    async fn a_timer_that_comes_too_early_only_looks(app: TestApp) {
        many(&app, 2).await;
        let before = app.count("events").await;
        app.tx(|conn| Ok(diesel::sql_query("UPDATE timers SET due_at = (SELECT MIN(created_at) FROM subscriptions)").execute(conn)?)).await;
        app.catch_up().await;
        assert_eq!(app.count("events").await, before);
        app.pass(TimeDelta::days(31)).await;
        assert_eq!(app.count("events WHERE kind = 'subscription.renewed'").await, 2);
    }

    async fn one_that_fails_is_put_off_and_does_not_stop_the_others(app: TestApp) {
        many(&app, 3).await;
        // A paid subscription without a plan can't be renewed.
        app.tx(|conn| Ok(diesel::sql_query("UPDATE subscriptions SET plan = NULL WHERE company_name = 'Customer 1'").execute(conn)?)).await;
        app.clock.advance(TimeDelta::days(31));
        assert!(worker::catch_up(&app.state).await.is_err());
        worker::one_by_one(&app.state).await.unwrap();
        assert_eq!(app.count("events WHERE kind = 'subscription.renewed'").await, 2);
        assert_eq!(app.count("timers WHERE failures = 1 AND last_error IS NOT NULL").await, 1);
        app.tx(|conn| Ok(diesel::sql_query("UPDATE subscriptions SET plan = 'pro' WHERE company_name = 'Customer 1'").execute(conn)?)).await;
        app.pass(TimeDelta::minutes(1)).await;
        assert_eq!(app.count("events WHERE kind = 'subscription.renewed'").await, 3);
        assert_eq!(app.count("timers WHERE failures > 0").await, 0);
    }
}
