//! The table of transitions over HTTP: every state answers every action as `transitions.csv` says.

use std::collections::BTreeSet;

use countersign::authority::Authority;
use countersign::deed::Deed;
use countersign::http::caller::Capacity;
use countersign::http::etag::Precondition;
use countersign::subscriptions::actions::{self, Move};
use serde_json::{Value, json};
use shared::rights::ResellerRole;

use super::{kinds, last_event, read, subscription_in};
use crate::support::{Reseller, Subscription, TestApp};

const TABLE: &str = include_str!("transitions.csv");

/// One row of the table.
pub struct Row {
    pub state: &'static str,
    pub trigger: &'static str,
    pub outcome: Option<&'static str>,
}

/// The rows of the table.
pub fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let [state, trigger, outcome] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line} is no row") };
        Row { state, trigger, outcome: (outcome != "-").then_some(outcome) }
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

/// The path and the body of a trigger.
pub fn request(trigger: &str) -> (&'static str, Value) {
    match trigger {
        "activate" => ("/activate", json!({"plan": "pro", "term": "annual"})),
        "pause" => ("/pause", json!({"reason": "Asked for"})),
        "resume" => ("/resume", json!({})),
        "extend" => ("/trial/extend", json!({"days": 3})),
        "end" => ("/trial/end", json!({"reason": "No need"})),
        "cancel" => ("/cancel", json!({"reason": "No need"})),
        "cancel_now" => ("/cancel", json!({"reason": "No need", "when": "now"})),
        "keep" => ("/keep", json!({})),
        "reactivate" => ("/reactivate", json!({})),
        other => panic!("{other} is no trigger"),
    }
}

/// What the operator does to a subscription.
pub async fn by_operator(app: &TestApp, reseller: &Reseller, subscription: &Subscription, wanted: Move) {
    let (now, tenant, id) =
        (app.clock.now(), (reseller.id, Capacity::Reseller(Authority::Role(ResellerRole::Owner))), subscription.id.parse().unwrap());
    let vault = app.state.vault.clone();
    app.tx(move |conn| actions::act(conn, &vault, tenant, id, &wanted, &Precondition::Any, &Deed::of_operator(now))).await;
}

/// A subscription in a state of the table: a lifecycle, with its holds.
pub async fn in_state(app: &TestApp, reseller: &Reseller, state: &str) -> Subscription {
    let owner = reseller.owner();
    if state == "ended+operator" {
        let made = Box::pin(in_state(app, reseller, "trial+operator")).await;
        owner.post(&made.path("/trial/end"), &json!({"reason": "No need"})).await.expect(200);
        return made;
    }
    if state == "ended_paid" {
        let made = subscription_in(app, reseller, "active").await;
        owner.post(&made.path("/cancel"), &json!({"reason": "No need", "when": "now"})).await.expect(200);
        return made;
    }
    let mut parts = state.split('+');
    let made = subscription_in(app, reseller, parts.next().unwrap()).await;
    for hold in parts {
        match hold {
            "reseller" => drop(owner.post(&made.path("/pause"), &json!({"reason": "Asked for"})).await.expect(200)),
            "operator" => by_operator(app, reseller, &made, Move::Hold(Some("Abuse".to_owned()))).await,
            "payment" => by_operator(app, reseller, &made, Move::PaymentOverdue("2026-11-20".parse().unwrap())).await,
            other => panic!("{other} is no hold"),
        }
    }
    made
}

/// A subscription's state as the table writes it.
pub fn written(subscription: &Value) -> String {
    let mut holds: Vec<&str> = subscription["holds"].as_array().unwrap().iter().map(|hold| hold["kind"].as_str().unwrap()).collect();
    holds.sort_unstable();
    std::iter::once(subscription["lifecycle"].as_str().unwrap()).chain(holds).collect::<Vec<_>>().join("+")
}

fn events(trigger: &str, to: &str) -> &'static str {
    match trigger {
        "activate" => "subscription.activated",
        "pause" => "subscription.paused",
        "resume" => "subscription.resumed",
        "extend" => "trial.extended",
        "keep" => "subscription.kept",
        "reactivate" => "subscription.reactivated",
        _ if to.starts_with("cancel_pending") => "subscription.cancel_requested",
        _ => "subscription.ended",
    }
}

#[test]
fn the_table_has_every_trigger_for_every_state() {
    let states: BTreeSet<&str> = rows().iter().map(|row| row.state).collect();
    let triggers: BTreeSet<&str> = rows().iter().map(|row| row.trigger).collect();
    assert_eq!(rows().len(), states.len() * triggers.len());
}

on_both_databases! {
    async fn every_state_answers_every_action_as_the_table_says(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for Row { state, trigger, outcome } in rows() {
            let case = format!("{state} {trigger}");
            let (path, body) = request(trigger);
            let made = in_state(&app, &reseller, state).await;
            let before = read(owner, &made).await;
            assert_eq!(written(&before), state.replace("ended_paid", "ended"), "{case}");
            let told = kinds(owner, &made).await.len();
            let action = match trigger { "extend" => "extend_trial", "end" => "end_trial", "cancel_now" => "cancel", other => other };
            let is_offered = before["allowed_actions"].as_array().unwrap().contains(&json!(action));
            assert_eq!(is_offered, outcome.is_some(), "{case}: {}", before["allowed_actions"]);
            let answer = owner.post(&made.path(path), &body).header("x-request-id", &made.id).await;
            let after = read(owner, &made).await;
            let Some(to) = outcome else {
                let problem = answer.refused(409, "transition_not_allowed").json();
                assert_eq!((&problem["allowed_actions"], &problem["subscription_status"]), (&before["allowed_actions"], &before["status"]), "{case}");
                assert_eq!((after, kinds(owner, &made).await.len()), (before, told), "{case}");
                continue;
            };
            let answer = answer.expect(200);
            assert_eq!(answer.json(), after, "{case}");
            let sorted = |text: &str| { let mut parts: Vec<_> = text.split('+').map(str::to_owned).collect(); parts[1..].sort(); parts };
            assert_eq!(sorted(&written(&after)), sorted(to), "{case}");
            let version = before["version"].as_i64().unwrap() + 1;
            assert_eq!((&after["version"], answer.etag()), (&json!(version), format!("\"{version}\"")), "{case}");
            assert_eq!(kinds(owner, &made).await.len(), told + 1, "{case}");
            let last = last_event(owner, &made).await;
            assert_eq!((&last["kind"], &last["actor"]["account_id"]), (&json!(events(trigger, to)), &json!(owner.account())), "{case}");
            assert_eq!(app.count(&format!("events WHERE request_id = '{}'", made.id)).await, 1, "{case}");
        }
    }

    async fn a_stale_version_moves_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (state, trigger) in [
            ("trial", "activate"), ("trial", "end"), ("trial", "extend"), ("trial", "pause"), ("trial+reseller", "resume"),
            ("active", "cancel"), ("active", "cancel_now"), ("cancel_pending", "keep"), ("ended", "reactivate"),
        ] {
            let (action, body) = request(trigger);
            let made = in_state(&app, &reseller, state).await;
            let before = read(owner, &made).await;
            owner.post(&made.path(action), &body).if_match("\"99\"").await.refused(412, "stale_version");
            assert_eq!(read(owner, &made).await, before, "{action}");
            let etag = owner.get(&made.path("")).await.etag();
            owner.post(&made.path(action), &body).if_match(&etag).await.expect(200);
        }
    }

    async fn of_the_same_action_many_times_at_once_one_is_made(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for (state, trigger, event) in [("trial", "activate", "subscription.activated"), ("active", "pause", "subscription.paused"), ("ended", "reactivate", "subscription.reactivated")] {
            let made = in_state(&app, &reseller, state).await;
            let told = kinds(reseller.owner(), &made).await.len();
            let (path, body) = request(trigger);
            let (owner, path) = (reseller.owner().clone(), made.path(path));
            let statuses = crate::support::at_once(20, move |_| {
                let (owner, path, body) = (owner.clone(), path.clone(), body.clone());
                async move { owner.post(&path, &body).await.status() }
            })
            .await;
            assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
            assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 19, "{statuses:?}");
            let kinds = kinds(reseller.owner(), &made).await;
            assert_eq!((kinds.len(), kinds.last().map(String::as_str)), (told + 1, Some(event)));
        }
    }

    async fn bodies_are_held_against_their_rules(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let trial = subscription_in(&app, &reseller, "trial").await;
        let pending = subscription_in(&app, &reseller, "cancel_pending").await;
        let long = "é".repeat(501);
        for (made, action, body, faults) in [
            (&trial, "/activate", json!({}), vec!["/plan required", "/term required"]),
            (&trial, "/activate", json!({"plan": "gold", "term": 1, "x": 1}), vec!["/plan not_allowed", "/term wrong_type", "/x unknown_field"]),
            (&trial, "/trial/end", json!({}), vec!["/reason required"]),
            (&trial, "/trial/end", json!({"reason": " "}), vec!["/reason blank"]),
            (&trial, "/trial/end", json!({"reason": long}), vec!["/reason too_long"]),
            (&trial, "/trial/extend", json!({}), vec!["/days required"]),
            (&trial, "/trial/extend", json!({"days": 0, "reason": ""}), vec!["/days out_of_range", "/reason blank"]),
            (&trial, "/trial/extend", json!({"days": 15}), vec!["/days out_of_range"]),
            (&trial, "/trial/extend", json!({"days": "3"}), vec!["/days wrong_type"]),
            (&trial, "/pause", json!({}), vec!["/reason required"]),
            (&trial, "/resume", json!({"reason": "x"}), vec!["/reason unknown_field"]),
            (&trial, "/cancel", json!({}), vec!["/reason required"]),
            (&trial, "/cancel", json!({"reason": "", "when": "soon"}), vec!["/reason blank", "/when not_allowed"]),
            (&trial, "/reactivate", json!({"plan": "gold"}), vec!["/plan not_allowed"]),
            (&pending, "/keep", json!({"reason": "x"}), vec!["/reason unknown_field"]),
        ] {
            let answer = reseller.owner().post(&made.path(action), &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{action} {body}");
        }
        assert_eq!(read(reseller.owner(), &trial).await, trial.json);
    }
}
