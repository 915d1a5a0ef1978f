//! `POST /subscriptions/bulk`.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use countersign::http::caller::Capacity;
use countersign::http::idempotency::Place;
use countersign::http::parts::Begun;
use countersign::platform::tokens;
use countersign::subscriptions::actions::Move;
use countersign::subscriptions::bulk;
use countersign::{authority::Authority, deed::Deed};
use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};
use shared::trials::ExtendTrial;

use super::{column, last_event, read, subscription_in};
use crate::support::{Answer, Subscription, TestApp, at_once};

const NOBODY: &str = "01a200bd-0293-7636-891b-c30a582e820d";

fn all(action: &str, of: &[&Subscription]) -> Value {
    let ids: Vec<&str> = of.iter().map(|one| &*one.id).collect();
    json!({"action": action, "ids": ids})
}

fn with(mut body: Value, field: &str, value: impl Into<Value>) -> Value {
    body[field] = value.into();
    body
}

fn extend(days: u32, of: &[&Subscription]) -> Value {
    with(all("extend_trial", of), "days", days)
}

/// The lines of an answer, as `done` or the code of the refusal.
fn lines(answer: &Answer) -> Vec<String> {
    let line = |item: &Value| if item["status"] == "done" { "done".to_owned() } else { item["code"].as_str().unwrap().to_owned() };
    answer.items().iter().map(line).collect()
}

on_both_databases! {
    async fn each_is_carried_out_or_refused_by_itself(app: TestApp) {
        let (reseller, stranger) = (app.reseller("Northwind IT").await, app.reseller("Contoso").await);
        let owner = reseller.owner();
        let (trial, active) = (subscription_in(&app, &reseller, "trial").await, subscription_in(&app, &reseller, "active").await);
        let (ended, theirs) = (subscription_in(&app, &reseller, "ended").await, stranger.subscription().create().await);
        let nobodys = Subscription { id: NOBODY.to_owned(), json: Value::Null };
        let (events, wanted) = (app.count("events").await, with(all("pause", &[&ended, &trial, &theirs, &nobodys, &active]), "reason", "Holidays"));
        let answer = owner.post("/subscriptions/bulk", &wanted).await.expect(200);
        assert_eq!(lines(&answer), ["transition_not_allowed", "done", "not_found", "not_found", "done"]);
        assert_eq!((&answer.json()["done"], &answer.json()["refused"]), (&json!(2), &json!(3)));
        let items = answer.items();
        assert_eq!(column(&items, "id"), [&ended, &trial, &theirs, &nobodys, &active].map(|one| one.id.clone()));
        assert_eq!((&items[1]["subscription"]["status"], &items[1]["code"], &items[1]["detail"]), (&json!("on_hold"), &Value::Null, &Value::Null));
        assert_eq!(items[1]["subscription"], read(owner, &trial).await);
        assert_eq!(items[0]["subscription"], Value::Null);
        // One event for each that was changed.
        assert_eq!(app.count("events").await, events + 2);
        assert_eq!(last_event(owner, &active).await["data"]["reason"], "Holidays");
        assert_eq!(read(stranger.owner(), &theirs).await["status"], "trial");
        let resumed = owner.post("/subscriptions/bulk", &all("resume", &[&trial, &active, &ended])).await.expect(200);
        assert_eq!(lines(&resumed), ["done", "done", "transition_not_allowed"]);
        assert_eq!((read(owner, &trial).await["status"].clone(), read(owner, &active).await["status"].clone()), (json!("trial"), json!("active")));
    }

    async fn trials_are_made_longer_by_the_rules_of_a_single_one(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (fresh, spent) = (reseller.subscription().create().await, reseller.subscription().create().await);
        owner.post(&spent.path("/trial/extend"), &json!({"days": 10})).await.expect(200);
        let active = subscription_in(&app, &reseller, "active").await;
        let answer = owner.post("/subscriptions/bulk", &extend(5, &[&fresh, &spent, &active])).language("fr").await.expect(200);
        assert_eq!(lines(&answer), ["done", "extension_limit", "transition_not_allowed"]);
        assert_eq!(answer.items()[0]["subscription"]["trial"]["days_left"], 19);
        let detail = answer.items()[1]["detail"].as_str().unwrap().to_owned();
        let alone = owner.post(&spent.path("/trial/extend"), &json!({"days": 5})).language("fr").await.refused(409, "extension_limit");
        assert_eq!(alone.json()["detail"], detail);
    }

    async fn only_who_may_manage_may_ask(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().contact("camille@mercier.example").create().await;
        let body = with(all("pause", &[&made]), "reason", "x");
        for role in [ResellerRole::Billing, ResellerRole::Support] {
            reseller.colleague(role).await.post("/subscriptions/bulk", &body).await.refused(403, "forbidden");
        }
        reseller.customer(&made, SubscriptionRole::Admin).await.post("/subscriptions/bulk", &body).await.refused(404, "not_found");
        reseller.program(&["read", "billing"]).await.post("/subscriptions/bulk", &body).await.refused(403, "forbidden");
        assert_eq!(read(reseller.owner(), &made).await["status"], "trial");
        let by_program = reseller.program(&["write"]).await.post("/subscriptions/bulk", &body).await.expect(200);
        assert_eq!(lines(&by_program), ["done"]);
        assert_eq!(last_event(reseller.owner(), &made).await["actor"]["kind"], "api_key");
    }

    async fn two_hundred_at_once_and_no_more(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let made = reseller.subscription().create().await;
        let ids = |count: usize| -> Vec<String> { (1..count).map(|n| format!("01a200bd-0293-7636-891b-{n:012}")).chain([made.id.clone()]).collect() };
        let answer = owner.post("/subscriptions/bulk", &json!({"action": "pause", "ids": ids(200), "reason": "x"})).await.expect(200);
        assert_eq!((&answer.json()["done"], &answer.json()["refused"], answer.items().len()), (&json!(1), &json!(199), 200));
        let body = json!({"action": "resume", "ids": ids(201)});
        assert_eq!(owner.post("/subscriptions/bulk", &body).await.refused(422, "invalid_fields").faults(), ["/ids too_long"]);
        assert_eq!(read(owner, &made).await["status"], "on_hold");
        let twice = owner.post("/subscriptions/bulk", &all("resume", &[&made, &made])).await.expect(200);
        assert_eq!(lines(&twice), ["done"]);
    }

    async fn a_repeat_with_its_key_gets_the_first_answer_and_does_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (one, ended) = (reseller.subscription().create().await, subscription_in(&app, &reseller, "ended").await);
        let body = extend(3, &[&one, &ended]);
        let first = owner.post("/subscriptions/bulk", &body).key("k").await.expect(200);
        let events = app.count("events").await;
        let second = owner.post("/subscriptions/bulk", &body).key("k").await.expect(200);
        assert_eq!((second.text(), second.header("idempotency-replayed")), (first.text(), Some("true")));
        assert_eq!((app.count("events").await, &read(owner, &one).await["trial"]["days_left"]), (events, &json!(17)));
        owner.post("/subscriptions/bulk", &extend(4, &[&one])).key("k").await.refused(422, "idempotency_key_reused");
        // A day later the key is as good as new, for the parts as for the whole.
        app.clock.advance(TimeDelta::hours(24));
        let anew = owner.post("/subscriptions/bulk", &body).key("k").await.expect(200);
        assert_eq!((lines(&anew), anew.header("idempotency-replayed")), (vec!["done".to_owned(), "transition_not_allowed".to_owned()], None));
        assert_eq!(read(owner, &one).await["trial"]["days_left"], 19);
    }

    async fn what_was_broken_off_in_the_middle_goes_on_where_it_was(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        let (one, other) = (reseller.subscription().create().await, reseller.subscription().create().await);
        let body = extend(3, &[&one, &other]);
        // A request that carried out its first part, and then the server went away.
        let place = Place {
            credential: owner.account().to_string(),
            method: "POST".to_owned(),
            path: "/api/v1/subscriptions/bulk".to_owned(),
            key: "k".to_owned(),
            body_hash: tokens::hash(serde_json::to_vec(&body).unwrap()),
        };
        let Begun::Running(parts) = app.state.in_parts(Some(place)).await.unwrap() else { panic!("answered already") };
        let (tenant, id) = ((reseller.id, Capacity::Reseller(Authority::Role(ResellerRole::Owner))), one.id.parse().unwrap());
        let (vault, deed) = (app.state.vault.clone(), Deed::of_account(owner.account(), None, app.clock.now()));
        let wanted = Move::Extend(ExtendTrial { days: 3, reason: None });
        parts.part(one.id.clone(), move |conn, turn| bulk::one(conn, &vault, tenant, id, &wanted, turn, &deed)).await.unwrap();
        drop(parts);
        let days = |row: Value| row["trial"]["days_left"].clone();
        assert_eq!((days(read(owner, &one).await), days(read(owner, &other).await)), (json!(17), json!(14)));
        owner.post("/subscriptions/bulk", &extend(4, &[&one])).key("k").await.refused(422, "idempotency_key_reused");
        let again = owner.post("/subscriptions/bulk", &body).key("k").await.expect(200);
        assert_eq!((lines(&again), again.header("idempotency-replayed")), (vec!["done".to_owned(); 2], None));
        assert_eq!(again.items()[0]["subscription"], read(owner, &one).await);
        assert_eq!((days(read(owner, &one).await), days(read(owner, &other).await)), (json!(17), json!(17)));
        assert_eq!(app.count("events WHERE kind = 'trial.extended'").await, 2);
        let third = owner.post("/subscriptions/bulk", &body).key("k").await.expect(200);
        assert_eq!((third.text(), third.header("idempotency-replayed")), (again.text(), Some("true")));
    }

    async fn repeats_that_come_together_do_it_once(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner().clone();
        let (one, other) = (reseller.subscription().create().await, reseller.subscription().create().await);
        let body = extend(2, &[&one, &other]);
        let asker = owner.clone();
        let answers = at_once(8, move |_| {
            let request = asker.post("/subscriptions/bulk", &body).key("k");
            async move { request.await }
        });
        let answers = answers.await;
        assert!(answers.iter().all(|answer| answer.status() == 200), "{answers:?}");
        assert_eq!(answers.iter().map(Answer::text).collect::<BTreeSet<_>>().len(), 1);
        assert_eq!(app.count("events WHERE kind = 'trial.extended'").await, 2);
    }

    async fn wrong_requests_change_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let (owner, made) = (reseller.owner(), reseller.subscription().create().await);
        let events = app.count("events").await;
        for (body, faults) in [
            (all("pause", &[&made]), &["/reason required"][..]),
            (with(all("resume", &[&made]), "reason", "x"), &["/reason not_wanted"]),
            (extend(0, &[&made]), &["/days out_of_range"]),
            (all("cancel", &[&made]), &["/action not_allowed"]),
            (json!({"action": "resume", "ids": [made.id, 7, "x"]}), &["/ids/1 wrong_type", "/ids/2 invalid_id"]),
            (json!({"action": "resume", "ids": []}), &["/ids required"]),
            (with(all("resume", &[&made]), "colour", "red"), &["/colour unknown_field"]),
        ] {
            assert_eq!(owner.post("/subscriptions/bulk", &body).await.refused(422, "invalid_fields").faults(), faults, "{body}");
        }
        assert_eq!(app.count("events").await, events);
    }
}
