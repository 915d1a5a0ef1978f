//! `GET /events/stream`: what comes, in which order, and how it resumes.

use serde_json::json;

use crate::support::{Caller, EventStream, Subscription, TestApp, at_once, invite};

async fn follow(by: &Caller) -> EventStream {
    by.get("/events/stream").open().await
}

async fn follow_after(by: &Caller, id: &str) -> EventStream {
    by.get("/events/stream").header("last-event-id", id).open().await
}

async fn change(by: &Caller, made: &Subscription, seats: usize) {
    by.patch(&made.path(""), &json!({"seats": seats})).await.expect(200);
}

on_both_databases! {
    async fn it_begins_now_and_tells_each_event_as_the_list_does(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let mut stream = owner.get("/events/stream").header("accept-encoding", "br, gzip").open().await;
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("content-encoding", "identity"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(stream.header(name), value, "{name}");
        }
        change(owner, &made, 30).await;
        owner.post(&made.path("/invites"), &invite("luc@mercier.example", "editor")).await.expect(201);
        let sent = stream.take(2).await;
        let listed = owner.get("/events?limit=2").await.items();
        assert_eq!([&sent[0].event, &sent[1].event], [&listed[1], &listed[0]]);
        for one in sent {
            assert_eq!((one.id, one.kind.as_str()), (one.event["seq"].to_string(), one.event["kind"].as_str().unwrap()));
        }
    }

    async fn refusals_and_jobs_of_the_server_are_told_like_anything_else(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let mut stream = follow(owner).await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        owner.post(&made.path("/keep"), &json!({})).await.refused(409, "transition_not_allowed");
        app.catch_up().await;
        change(owner, &made, 30).await;
        let kinds: Vec<String> = stream.take(4).await.into_iter().map(|sent| sent.kind).collect();
        assert_eq!(kinds, ["subscription.created", "invite.created", "invite.delivered", "subscription.changed"]);
    }

    async fn under_200_changes_at_once_all_come_in_their_order(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let mut stream = follow(reseller.owner()).await;
        let before: i64 = stream.last_id.parse().unwrap();
        let (owner, body) = (reseller.owner().clone(), reseller.subscription().body().clone());
        let statuses = at_once(200, move |_| {
            let (owner, body) = (owner.clone(), body.clone());
            async move { owner.post("/subscriptions", &body).await.status() }
        })
        .await;
        let made = statuses.iter().filter(|status| **status == 201).count();
        assert!(made > 0);
        let numbers: Vec<i64> = stream.take(made).await.iter().map(crate::support::Sent::seq).collect();
        let expected: Vec<i64> = (before + 1..).take(made).collect();
        assert_eq!(numbers, expected);
        // More than one portion, read after the fact.
        let again: Vec<i64> = follow_after(reseller.owner(), &before.to_string()).await.take(made).await.iter().map(crate::support::Sent::seq).collect();
        assert_eq!(again, expected);
    }

    async fn it_resumes_after_any_event_without_loss_or_repeat(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        for seats in 20..25 {
            change(owner, &made, seats).await;
        }
        let all = follow_after(owner, "0").await.take(8).await;
        assert_eq!(all.iter().map(crate::support::Sent::seq).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
        for (index, sent) in all.iter().enumerate() {
            assert_eq!(follow_after(owner, &sent.id).await.take(7 - index).await, all[index + 1..], "after {}", sent.id);
        }
        // Nothing is between the last one and the next.
        let mut stream = follow_after(owner, &all[7].id).await;
        change(owner, &made, 99).await;
        assert_eq!(stream.next().await.unwrap().seq(), 9);
    }

    async fn a_stream_that_brought_nothing_yet_says_where_to_resume(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let id = follow(reseller.owner()).await.last_id;
        change(reseller.owner(), &made, 30).await;
        assert_eq!(follow_after(reseller.owner(), &id).await.next().await.unwrap().kind, "subscription.changed");
    }

    async fn a_number_that_is_not_reached_yet_is_now(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let mut stream = follow_after(reseller.owner(), "9000000000").await;
        change(reseller.owner(), &made, 30).await;
        assert_eq!(stream.next().await.unwrap().kind, "subscription.changed");
    }

    async fn twenty_broken_connections_during_changes_lose_and_repeat_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let (owner, changed) = (reseller.owner().clone(), made.clone());
        let mut stream = follow(&owner).await;
        let first: i64 = stream.last_id.parse().unwrap();
        let writer = actix_web::rt::spawn(async move {
            for seats in 0..100 {
                change(&owner, &changed, 100 + seats).await;
            }
        });
        let mut numbers = Vec::new();
        for round in 1..=20 {
            numbers.extend(stream.take(4).await.iter().map(crate::support::Sent::seq));
            let id = stream.last_id.clone();
            drop(stream);
            // A browser in which the same person is signed in, so that a connection whose end is not noticed yet takes no place.
            let by = if round % 5 == 0 { reseller.owner().elsewhere().await } else { reseller.owner().clone() };
            stream = follow_after(&by, &id).await;
        }
        numbers.extend(stream.take(20).await.iter().map(crate::support::Sent::seq));
        writer.await.unwrap();
        assert_eq!(numbers, (first + 1..=first + 100).collect::<Vec<_>>());
    }

    async fn tenants_are_apart(app: TestApp) {
        let (northwind, contoso) = (app.reseller("Northwind IT").await, app.reseller("Contoso").await);
        let mut stream = follow(contoso.owner()).await;
        // The numbers of one are not those of the other.
        let mut from_the_start = follow_after(contoso.owner(), "0").await;
        northwind.subscription().company("Secret").create().await;
        contoso.subscription().company("Own").create().await;
        northwind.subscription().company("Secret").create().await;
        contoso.subscription().company("Own too").create().await;
        for sent in stream.take(2).await.into_iter().chain(from_the_start.take(4).await.into_iter().skip(2)) {
            assert!(sent.event["subject"]["name"].as_str().unwrap().starts_with("Own"), "{sent:?}");
        }
    }

    async fn what_no_stream_gave_out_is_refused(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for id in ["", "x", "-1", "1.5", "7@", "99999999999999999999"] {
            let problem = reseller.owner().get("/events/stream").header("last-event-id", id).await.refused(422, "invalid_header").json();
            assert_eq!(problem["header"], "Last-Event-ID");
        }
        app.anonymous().get("/events/stream").header("last-event-id", "x").await.refused(401, "unauthenticated");
        reseller.owner().post("/events/stream", &json!({})).await.refused(405, "method_not_allowed");
        // A HEAD has no body to wait for.
        let answer = reseller.owner().request(reqwest::Method::HEAD, "/events/stream").await.expect(200);
        assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    }
}
