//! The first answer is kept and given again.

use chrono::TimeDelta;
use countersign::schema::kept_answers;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use crate::support::{Answer, TestApp, invite};

#[track_caller]
fn is_the_same(first: &Answer, second: &Answer) {
    assert_eq!(first.header("idempotency-replayed"), None);
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!((second.status(), second.text()), (first.status(), first.text()));
    assert_eq!((second.etag(), second.header("location")), (first.etag(), first.header("location")));
    assert_eq!(second.header("content-type"), first.header("content-type"));
}

on_both_databases! {
    async fn a_repeat_gets_the_first_answer_and_does_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner(), reseller.subscription().contact("camille@mercier.example").body().clone());
        let first = owner.post("/subscriptions", &body).key("create-1").await.expect(201);
        app.clock.advance(TimeDelta::hours(3));
        // What happened to it since does not change the first answer.
        owner.patch(&format!("/subscriptions/{}", first.id()), &json!({"seats": 99})).await.expect(200);
        for _ in 0..3 {
            is_the_same(&first, &owner.post("/subscriptions", &body).key("create-1").await);
        }
        assert_eq!((app.count("subscriptions").await, app.count("invites").await, app.count("kept_answers").await), (1, 1, 1));
        assert_eq!(app.count("events WHERE kind = 'subscription.created'").await, 1);
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn every_post_that_creates_or_acts_takes_a_key(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let one = owner.get(&made.path("/invites")).await.items()[0]["id"].as_str().unwrap().to_owned();
        let colleague = json!({"full_name": "Ben Okafor", "email": "ben@northwind.example", "role": "support", "locale": "en"});
        let ended = reseller.subscription().create().await;
        for (path, body) in [
            (made.path("/invites"), invite("ed@mercier.example", "editor")),
            (made.path(&format!("/invites/{one}/resend")), json!({})),
            ("/reseller/invites".to_owned(), colleague),
            ("/reseller/api-keys".to_owned(), json!({"name": "CRM sync", "scopes": ["read"]})),
            (made.path("/activate"), json!({"plan": "pro", "term": "annual"})),
            (made.path("/cancel"), json!({"reason": "x"})),
            (made.path("/keep"), json!({})),
            (ended.path("/trial/end"), json!({"reason": "x"})),
        ] {
            let first = owner.post(&path, &body).key("k").await;
            assert!(first.status() < 300, "{path}: {}", first.text());
            let events = app.count("events").await;
            is_the_same(&first, &owner.post(&path, &body).key("k").await);
            assert_eq!(app.count("events").await, events, "{path}");
        }
    }

    async fn another_body_under_the_key_is_refused(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let body = reseller.subscription().body().clone();
        let first = owner.post("/subscriptions", &body).key("k").await.expect(201);
        let mut other = body.clone();
        other["seats"] = json!(19);
        owner.post("/subscriptions", &other).key("k").await.refused(422, "idempotency_key_reused");
        assert_eq!(app.count("subscriptions").await, 1);
        is_the_same(&first, &owner.post("/subscriptions", &body).key("k").await);
    }

    async fn a_key_belongs_to_account_and_path(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner(), reseller.subscription().body().clone());
        let admin = reseller.colleague(ResellerRole::Admin).await;
        let stranger = app.reseller("Contoso").await.owner().clone();
        let mut ids = Vec::new();
        for who in [owner, &admin, &stranger] {
            let answer = who.post("/subscriptions", &body).key("k").await.expect(201);
            assert_eq!(answer.header("idempotency-replayed"), None);
            ids.push(answer.id());
        }
        for id in &ids[..2] {
            let path = format!("/subscriptions/{id}/trial/end");
            let answer = owner.post(&path, &json!({"reason": "x"})).key("k").await.expect(200);
            assert_eq!(answer.header("idempotency-replayed"), None);
        }
        assert_eq!(app.count("subscriptions").await, 3);
        assert_eq!(app.count("subscriptions WHERE archived = true").await, 2);
        // The same person in another browser is the same person.
        let again = owner.elsewhere().await.post("/subscriptions", &body).key("k").await;
        assert_eq!((again.id(), again.header("idempotency-replayed")), (ids[0].clone(), Some("true")));
    }

    async fn refusals_are_not_kept(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (good, bad) = (reseller.subscription().body().clone(), reseller.subscription().with("seats", 0).body().clone());
        owner.post("/subscriptions", &bad).key("k").await.refused(422, "invalid_fields");
        owner.post("/subscriptions", &good).key("k").await.expect(201);
        let made = reseller.subscription().create().await;
        owner.post(&made.path("/keep"), &json!({})).key("k").await.refused(409, "transition_not_allowed");
        owner.post(&made.path("/activate"), &json!({"plan": "pro", "term": "annual"})).await.expect(200);
        owner.post(&made.path("/cancel"), &json!({"reason": "x"})).key("k").if_match("\"9\"").await.refused(412, "stale_version");
        owner.post(&made.path("/cancel"), &json!({"reason": "x"})).key("k").if_match("\"2\"").await.expect(200);
        let kept = owner.post(&made.path("/keep"), &json!({})).key("k").await.expect(200);
        assert_eq!(kept.header("idempotency-replayed"), None);
    }

    async fn who_lost_the_right_gets_no_kept_answer(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let admin = reseller.colleague(ResellerRole::Admin).await;
        let body = reseller.subscription().body().clone();
        admin.post("/subscriptions", &body).key("k").await.expect(201);
        let members = reseller.owner().get("/reseller/members").await.items();
        let member = members.iter().find(|member| member["email"] == admin.email).unwrap()["id"].as_str().unwrap().to_owned();
        reseller.owner().patch(&format!("/reseller/members/{member}"), &json!({"role": "support"})).await.expect(200);
        admin.post("/subscriptions", &body).key("k").await.refused(403, "forbidden");
    }

    async fn an_answer_is_kept_for_24_hours_and_then_forgotten(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, body) = (reseller.owner(), reseller.subscription().body().clone());
        let first = owner.post("/subscriptions", &body).key("k").await.expect(201);
        app.clock.advance(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        is_the_same(&first, &owner.post("/subscriptions", &body).key("k").await);
        app.clock.advance(TimeDelta::microseconds(1));
        let second = owner.post("/subscriptions", &body).key("k").await.expect(201);
        assert_eq!(second.header("idempotency-replayed"), None);
        assert_ne!(second.id(), first.id());
        // The new answer is kept in its place, from now on.
        app.clock.advance(TimeDelta::hours(23));
        is_the_same(&second, &owner.post("/subscriptions", &body).key("k").await);
        let mut other = body;
        other["seats"] = json!(5);
        app.clock.advance(TimeDelta::hours(1));
        owner.post("/subscriptions", &other).key("k").await.expect(201);
        assert_eq!(app.count("subscriptions").await, 3);
    }

    async fn kept_answers_are_unreadable_at_rest(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().company("Verschwiegene GmbH").with("external_ref", "CRM-SECRET");
        let first = reseller.owner().post("/subscriptions", made.body()).key("k").await.expect(201);
        let (answer, hash): (Option<Vec<u8>>, Vec<u8>) = app
            .tx(|conn| Ok(kept_answers::table.select((kept_answers::answer, kept_answers::body_hash)).first(conn)?))
            .await;
        let kept = answer.unwrap();
        assert!(kept.len() > first.text().len());
        for plain in ["Verschwiegene", "CRM-SECRET", "subscriptions", &first.id()] {
            assert!(!kept.windows(plain.len()).any(|bytes| bytes == plain.as_bytes()), "{plain}");
        }
        assert_eq!(hash.len(), 32);
        let whole: Value = first.json();
        assert_eq!(reseller.owner().post("/subscriptions", made.body()).key("k").await.json(), whole);
    }
}
