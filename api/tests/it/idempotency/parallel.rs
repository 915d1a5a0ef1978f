//! Repeats at the same time, also at two servers.

use serde_json::json;

use crate::support::{Caller, Setup, TestApp, at_once};

on_both_databases! {
    async fn of_20_with_one_key_at_once_one_has_an_effect_and_all_get_its_answer(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner().clone(), reseller.subscription().contact("camille@mercier.example").body().clone());
        let answers = at_once(20, move |_| {
            let (owner, body) = (owner.clone(), body.clone());
            async move { owner.post("/subscriptions", &body).key("k").await }
        })
        .await;
        let first = answers[0].text();
        for answer in &answers {
            assert_eq!((answer.status(), answer.text()), (201, first.clone()));
            assert_eq!((answer.etag(), answer.header("location")), (answers[0].etag(), answers[0].header("location")));
        }
        assert_eq!(answers.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count(), 1);
        assert_eq!((app.count("subscriptions").await, app.count("invites").await), (1, 1));
        assert_eq!(app.count("events WHERE kind = 'subscription.created'").await, 1);
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn ten_keys_ten_times_each_have_ten_effects(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner().clone(), reseller.subscription().body().clone());
        let answers = at_once(100, move |n| {
            let (owner, body) = (owner.clone(), body.clone());
            async move { owner.post("/subscriptions", &body).key(&format!("key-{}", n % 10)).await.expect(201).id() }
        })
        .await;
        for (n, id) in answers.iter().enumerate() {
            assert_eq!(*id, answers[n % 10]);
        }
        assert_eq!(app.count("subscriptions").await, 10);
    }

    async fn an_action_repeated_at_once_is_done_once_and_refused_to_none(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let (owner, path) = (reseller.owner().clone(), made.path("/activate"));
        let statuses = at_once(20, move |_| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.post(&path, &json!({"plan": "pro", "term": "annual"})).key("k").await.status() }
        })
        .await;
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
        assert_eq!(app.count("events WHERE kind = 'subscription.activated'").await, 1);
    }

    async fn different_bodies_under_one_key_at_once_have_one_effect(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner().clone(), reseller.subscription().body().clone());
        let statuses = at_once(10, move |n| {
            let (owner, mut body) = (owner.clone(), body.clone());
            body["seats"] = json!(n + 1);
            async move { owner.post("/subscriptions", &body).key("k").await.status() }
        })
        .await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 9, "{statuses:?}");
        assert_eq!(app.count("subscriptions").await, 1);
    }
}

/// Two servers on one database: on PostgreSQL replicas, on SQLite an old process that still answers.
async fn at_two_servers(setup: Setup) {
    let (one, two) = (setup.start().await, setup.start().await);
    let reseller = one.reseller("Northwind IT").await;
    let body = reseller.subscription().body().clone();
    let callers: [Caller; 2] = [one.with_token(&reseller.owner().token()), two.with_token(&reseller.owner().token())];
    let answers = at_once(20, move |n| {
        let (caller, body) = (callers[n % 2].clone(), body.clone());
        async move { caller.post("/subscriptions", &body).key("k").await.expect(201).id() }
    })
    .await;
    assert!(answers.iter().all(|id| *id == answers[0]));
    assert_eq!(one.count("subscriptions").await, 1);
}

on_both_databases! {
    async fn a_key_counts_at_every_server_of_the_database(setup: Setup) {
        at_two_servers(setup).await;
    }
}
