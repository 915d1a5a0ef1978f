//! The table of transitions by role, over HTTP: every role gets, in every state and for every trigger, what
//! `transitions_by_role.csv` says.

use std::collections::BTreeSet;

use serde_json::json;
use shared::rights::{ResellerRole, SubscriptionRole};

use super::read;
use super::transitions::{Row, in_state, request, rows, written};
use crate::support::{Caller, Reseller, TestApp};

const TABLE: &str = include_str!("transitions_by_role.csv");

/// The table's lines, the first of which names the roles.
fn lines() -> Vec<Vec<&'static str>> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect()).collect()
}

/// What each role is told about a trigger.
fn cells(trigger: &str) -> Vec<(&'static str, &'static str)> {
    let lines = lines();
    let line = lines.iter().find(|line| line[0] == trigger).unwrap_or_else(|| panic!("{trigger} is missing"));
    lines[0].iter().copied().zip(line.iter().copied()).skip(1).collect()
}

/// One caller of each role, in the order of the table.
async fn everybody(app: &TestApp, reseller: &Reseller) -> Vec<(&'static str, Caller)> {
    let other = app.reseller("Contoso").await;
    vec![
        ("owner", reseller.owner().clone()),
        ("admin", reseller.colleague(ResellerRole::Admin).await),
        ("billing", reseller.colleague(ResellerRole::Billing).await),
        ("support", reseller.colleague(ResellerRole::Support).await),
        ("customer admin", app.person("admin@mercier.example").await),
        ("customer editor", app.person("editor@mercier.example").await),
        ("key read", reseller.program(&["read"]).await),
        ("key write", reseller.program(&["write"]).await),
        ("key billing", reseller.program(&["billing"]).await),
        ("other owner", other.owner().clone()),
        ("other key", other.program(&["read", "write", "billing"]).await),
        ("nobody", app.anonymous()),
    ]
}

#[test]
fn the_table_has_every_trigger_for_every_role() {
    let (lines, triggers) = (lines(), rows().iter().map(|row| row.trigger).collect::<BTreeSet<_>>());
    assert_eq!(lines.iter().skip(1).map(|line| line[0]).collect::<BTreeSet<_>>(), triggers);
    assert!(lines.iter().all(|line| line.len() == lines[0].len()));
}

on_both_databases! {
    async fn every_role_gets_what_the_table_says(app: TestApp) {
        let reseller = app.reseller("Northwind IT").await;
        let everybody = everybody(&app, &reseller).await;
        let mut tried = 0;
        for Row { state, trigger, outcome } in rows() {
            let (path, body) = request(trigger);
            let mut made = in_state(&app, &reseller, state).await;
            for (role, person) in [(SubscriptionRole::Admin, &everybody[4].1), (SubscriptionRole::Editor, &everybody[5].1)] {
                reseller.make_customer(person, &made, role).await;
            }
            if !state.starts_with("ended") {
                // The customer's people reach as far as they ever do.
                reseller.owner().patch(&made.path(""), &json!({"customer_edits_signatures": true})).await.expect(200);
            }
            let before = read(reseller.owner(), &made).await;
            let cells = cells(trigger);
            assert_eq!(cells.iter().map(|(role, _)| role).collect::<Vec<_>>(), everybody.iter().map(|(role, _)| role).collect::<Vec<_>>());
            // Refusals first: all of them meet the same subscription.
            let (allowed, refused): (Vec<_>, Vec<_>) = cells.iter().zip(&everybody).partition(|((_, cell), _)| *cell == "yes");
            for ((role, cell), (_, who)) in refused {
                let expected = match *cell {
                    "gone" if state.starts_with("ended") => 404,
                    "gone" => 403,
                    status => status.parse().unwrap(),
                };
                assert_eq!(who.post(&made.path(path), &body).await.status(), expected, "{state} {trigger} by {role}");
                tried += 1;
            }
            assert_eq!(read(reseller.owner(), &made).await, before, "{state} {trigger}");
            for (n, ((role, _), (_, who))) in allowed.into_iter().enumerate() {
                if n > 0 && outcome.is_some() {
                    made = in_state(&app, &reseller, state).await;
                }
                let answer = who.post(&made.path(path), &body).await;
                assert_eq!(answer.status(), if outcome.is_some() { 200 } else { 409 }, "{state} {trigger} by {role}");
                if let Some(to) = outcome {
                    assert_eq!(written(&answer.json()).split('+').collect::<BTreeSet<_>>(), to.split('+').collect(), "{state} {trigger} by {role}");
                }
                tried += 1;
            }
        }
        assert_eq!(tried, rows().len() * everybody.len());
    }
}
