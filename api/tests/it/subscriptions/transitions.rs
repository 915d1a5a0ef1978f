//! The table of transitions over HTTP: every lifecycle answers every action.

use serde_json::{Value, json};
use shared::rights::{ResellerRole, SubscriptionRole};

use super::{kinds, last_event, read, subscription_in};
use crate::support::TestApp;

fn actions() -> [(&'static str, Value); 5] {
    [
        ("/activate", json!({"plan": "pro", "term": "annual"})),
        ("/trial/end", json!({"reason": "No need"})),
        ("/cancel", json!({"reason": "No need"})),
        ("/cancel", json!({"reason": "No need", "when": "now"})),
        ("/keep", json!({})),
    ]
}

type Row = (&'static str, [Option<&'static str>; 5], &'static [&'static str]);

/// From where; where each action leads, if anywhere; and which actions are allowed.
const TABLE: [Row; 5] = [
    //                  activate         end              cancel                  cancel now       keep
    ("trial", [Some("active"), Some("ended"), Some("ended"), Some("ended"), None], &["activate", "cancel", "end_trial", "change_seats"]),
    ("trial_expired", [Some("active"), Some("ended"), Some("ended"), Some("ended"), None], &["activate", "cancel", "end_trial"]),
    ("active", [None, None, Some("cancel_pending"), Some("ended"), None], &["cancel"]),
    ("cancel_pending", [None, None, None, None, Some("active")], &["keep"]),
    ("ended", [None, None, None, None, None], &[]),
];

fn event(path: &str, to: &str) -> &'static str {
    match (path, to) {
        ("/activate", _) => "subscription.activated",
        ("/keep", _) => "subscription.kept",
        (_, "cancel_pending") => "subscription.cancel_requested",
        _ => "subscription.ended",
    }
}

on_both_databases! {
    async fn every_lifecycle_answers_every_action_as_the_table_says(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for (from, targets, allowed) in TABLE {
            for ((action, body), to) in actions().iter().zip(targets) {
                let case = format!("{from} {action} {body}");
                let made = subscription_in(&app, &reseller, from).await;
                let before = read(owner, &made).await;
                assert_eq!((&before["lifecycle"], &before["allowed_actions"]), (&json!(from), &json!(allowed)), "{case}");
                let told = kinds(owner, &made).await.len();
                let answer = owner.post(&made.path(action), body).header("x-request-id", &made.id).await;
                let after = read(owner, &made).await;
                let Some(to) = to else {
                    let answer = answer.refused(409, "transition_not_allowed");
                    assert_eq!(answer.json()["allowed_actions"], json!(allowed), "{case}");
                    assert_eq!((after, kinds(owner, &made).await.len()), (before, told), "{case}");
                    continue;
                };
                let answer = answer.expect(200);
                assert_eq!(answer.json(), after, "{case}");
                assert_eq!((&after["lifecycle"], &after["status"]), (&json!(to), &json!(to)), "{case}");
                let version = before["version"].as_i64().unwrap() + 1;
                assert_eq!((&after["version"], answer.etag()), (&json!(version), format!("\"{version}\"")), "{case}");
                assert_eq!(kinds(owner, &made).await.len(), told + 1, "{case}");
                let last = last_event(owner, &made).await;
                assert_eq!((&last["kind"], &last["actor"]["account_id"]), (&json!(event(action, to)), &json!(owner.account())), "{case}");
                assert_eq!(last["subject"], json!({"kind": "subscription", "id": made.id, "name": "Boulangerie Mercier et Fils"}));
                assert_eq!(app.count(&format!("events WHERE request_id = '{}'", made.id)).await, 1, "{case}");
            }
        }
    }

    async fn a_stale_version_moves_nothing(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let owner = reseller.owner();
        for ((action, body), from) in actions().iter().zip(["trial", "trial", "active", "active", "cancel_pending"]) {
            let made = subscription_in(&app, &reseller, from).await;
            let before = read(owner, &made).await;
            owner.post(&made.path(action), body).if_match("\"99\"").await.refused(412, "stale_version");
            assert_eq!(read(owner, &made).await, before, "{action}");
            let etag = owner.get(&made.path("")).await.etag();
            owner.post(&made.path(action), body).if_match(&etag).await.expect(200);
        }
    }

    async fn each_action_is_for_those_whose_role_allows_it(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        for ((action, body), from) in actions().iter().zip(["trial", "trial", "active", "active", "cancel_pending"]) {
            let made = subscription_in(&app, &reseller, from).await;
            let (before, bills) = (read(reseller.owner(), &made).await, *action == "/activate");
            for (role, may) in [(ResellerRole::Support, false), (ResellerRole::Billing, bills), (ResellerRole::Admin, true)] {
                let who = reseller.colleague(role).await;
                if !may {
                    who.post(&made.path(action), body).await.refused(403, "forbidden");
                    assert_eq!(read(reseller.owner(), &made).await, before, "{role} {action}");
                }
            }
            for role in [SubscriptionRole::Admin, SubscriptionRole::Editor] {
                reseller.customer(&made, role).await.post(&made.path(action), body).await.refused(403, "forbidden");
            }
            app.anonymous().post(&made.path(action), body).await.refused(401, "unauthenticated");
            let role = if bills { ResellerRole::Billing } else { ResellerRole::Admin };
            reseller.colleague(role).await.post(&made.path(action), body).await.expect(200);
        }
        let made = subscription_in(&app, &reseller, "trial").await;
        let other = app.reseller("Contoso").await;
        for (action, body) in actions() {
            other.owner().post(&made.path(action), &body).await.refused(404, "not_found");
        }
        assert_eq!(read(reseller.owner(), &made).await, made.json);
    }

    async fn of_the_same_action_many_times_at_once_one_is_made(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let made = reseller.subscription().create().await;
        let (owner, path) = (reseller.owner().clone(), made.path("/activate"));
        let statuses = crate::support::at_once(20, move |_| {
            let (owner, path) = (owner.clone(), path.clone());
            async move { owner.post(&path, &json!({"plan": "pro", "term": "annual"})).await.status() }
        })
        .await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 19, "{statuses:?}");
        assert_eq!(kinds(reseller.owner(), &made).await, ["subscription.created", "subscription.activated"]);
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
            (&trial, "/cancel", json!({}), vec!["/reason required"]),
            (&trial, "/cancel", json!({"reason": "", "when": "soon"}), vec!["/reason blank", "/when not_allowed"]),
            (&pending, "/keep", json!({"reason": "x"}), vec!["/reason unknown_field"]),
        ] {
            let answer = reseller.owner().post(&made.path(action), &body).await.refused(422, "invalid_fields");
            assert_eq!(answer.faults(), faults, "{action} {body}");
        }
        assert_eq!(read(reseller.owner(), &trial).await, trial.json);
    }
}
