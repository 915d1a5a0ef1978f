//! Any sequence of requests, holds and time, over HTTP: what each step does to the subscription, its events and its money.
//!
//! The rules alone are held to longer sequences by the table's own property test; here the use cases carry them out.

use chrono::{NaiveDate, TimeDelta};
use countersign::subscriptions::actions::Move;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::read;
use super::transitions::by_operator;
use crate::support::{Caller, Reseller, Subscription, TestApp};

const SEQUENCES: usize = 10;

#[derive(Debug, Clone)]
enum Step {
    /// A request of the owner: the action that it is one of, its path and its body.
    Ask(&'static str, &'static str, Value),
    /// New seats or another plan, looked at before.
    Amend(&'static str, Value),
    /// The operator's hold or the payment's comes, or goes where it is there.
    Toggle(&'static str),
    /// So many hours go by.
    Pass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let reason = || json!({"reason": "Asked for"});
    let ask = proptest::sample::select(vec![
        Step::Ask("activate", "/activate", json!({"plan": "standard", "term": "monthly"})),
        Step::Ask("activate", "/activate", json!({"plan": "pro", "term": "annual"})),
        Step::Ask("pause", "/pause", reason()),
        Step::Ask("resume", "/resume", json!({})),
        Step::Ask("extend_trial", "/trial/extend", json!({"days": 6})),
        Step::Ask("end_trial", "/trial/end", reason()),
        Step::Ask("cancel", "/cancel", reason()),
        Step::Ask("cancel", "/cancel", json!({"reason": "Asked for", "when": "now"})),
        Step::Ask("keep", "/keep", json!({})),
        Step::Ask("reactivate", "/reactivate", json!({"plan": "standard", "term": "monthly"})),
    ]);
    let seats = (1_u32..60).prop_map(|seats| Step::Amend("change_seats", json!({"seats": seats})));
    let plan = proptest::sample::select(vec!["starter", "standard", "pro"]);
    let plan = plan.prop_map(|plan| Step::Amend("change_plan", json!({"plan": plan, "term": "monthly"})));
    let toggle = proptest::sample::select(vec![Step::Toggle("operator"), Step::Toggle("payment")]);
    let pass = (1_i64..25 * 24).prop_map(Step::Pass);
    proptest::collection::vec(prop_oneof![4 => ask, 3 => seats, 1 => plan, 1 => toggle, 4 => pass], 25)
}

/// What there is before a step and after it.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    subscription: Value,
    /// Events of its own changes; deliveries have others.
    changes: Vec<String>,
    owed: i64,
}

impl Seen {
    fn allows(&self, action: &str) -> bool {
        self.subscription["allowed_actions"].as_array().unwrap().contains(&json!(action))
    }

    fn version(&self) -> usize {
        usize::try_from(self.subscription["version"].as_u64().unwrap()).unwrap()
    }

    fn holds(&self, kind: &str) -> Option<&Value> {
        self.subscription["holds"].as_array().unwrap().iter().find(|hold| hold["kind"] == kind)
    }
}

async fn see(app: &TestApp, owner: &Caller, made: &Subscription) -> Seen {
    let subscription = read(owner, made).await;
    let changes =
        super::kinds(owner, made).await.into_iter().filter(|kind| kind.starts_with("subscription.") || kind.starts_with("trial."));
    let statements = owner.get("/statements?limit=200").await.expect(200).items();
    let seen = Seen { subscription, changes: changes.collect(), owed: statements.iter().map(|one| one["total"].as_i64().unwrap()).sum() };
    check(&seen, app.clock.now().date_naive());
    seen
}

/// What holds of a subscription at every time.
fn check(seen: &Seen, today: NaiveDate) {
    let it = &seen.subscription;
    let day = |value: &Value| Some(value.as_str()?.get(..10)?.parse::<NaiveDate>().unwrap());
    let lifecycle = it["lifecycle"].as_str().unwrap();
    let live = ["trial", "active", "cancel_pending"].contains(&lifecycle);
    let due = day(&it["next_payment_date"]);
    match (lifecycle, live.then(|| seen.holds("payment")).flatten()) {
        (_, Some(hold)) => assert_eq!(due, day(&hold["since"]), "{it}"),
        ("trial", _) if it["plan"].is_null() || seen.holds("reseller").is_some() => assert_eq!(due, None, "{it}"),
        ("trial", _) => assert_eq!(due, day(&it["trial"]["ends_at"]), "{it}"),
        ("active", _) => assert!(due.unwrap() > today, "{it}"),
        _ => assert_eq!(due, None, "{it}"),
    }
    let held = it["holds"].as_array().unwrap();
    assert_eq!(it["status"] == "on_hold", live && !held.is_empty(), "{it}");
    assert!(live || seen.holds("reseller").is_none(), "{it}");
    assert_eq!(it["ended_at"].is_null(), lifecycle != "ended", "{it}");
    // Each change has counted the version up by one and written one event.
    assert_eq!(seen.version(), seen.changes.len(), "{it} {:?}", seen.changes);
    assert!(seen.owed >= 0, "{it}");
}

async fn take(app: &TestApp, reseller: &Reseller, made: &Subscription, step: &Step, before: &Seen) -> Seen {
    let owner = reseller.owner();
    match step {
        Step::Pass(hours) => {
            app.pass(TimeDelta::hours(*hours)).await;
            owner.stay_signed_in().await;
            see(app, owner, made).await
        }
        Step::Toggle(kind) => {
            let live = before.subscription["status"] != "ended" && before.subscription["status"] != "trial_expired";
            let wanted = match (*kind, before.holds(kind).is_some()) {
                ("payment", true) => Move::PaymentPaid,
                ("payment", false) if live => Move::PaymentOverdue(app.clock.now().date_naive()),
                (_, true) => Move::Release,
                (_, false) if live => Move::Hold(None),
                _ => return before.clone(),
            };
            by_operator(app, reseller, made, wanted).await;
            let after = see(app, owner, made).await;
            assert_eq!(after.changes.len(), before.changes.len() + 1);
            after
        }
        Step::Ask(action, path, body) => {
            let answer = owner.post(&made.path(path), body).await;
            let after = see(app, owner, made).await;
            if answer.status() == 200 {
                assert!(before.allows(action), "{}", answer.text());
                assert_eq!(after.changes.len(), before.changes.len() + 1);
                assert_eq!(answer.json(), after.subscription);
            } else {
                let problem = answer.expect(409).json();
                assert!(!before.allows(action) || problem["code"] != "transition_not_allowed", "{problem}");
                assert_eq!(after, *before);
            }
            after
        }
        Step::Amend(action, body) => {
            let preview = owner.post(&made.path("/preview"), body).await;
            assert_eq!(see(app, owner, made).await, *before);
            let answer = owner.patch(&made.path(""), body).await;
            let after = see(app, owner, made).await;
            // What activating and bringing back would cost can be looked at, too; a change can't do it.
            let looks_ahead =
                *action == "change_plan" && ["trial_expired", "ended"].contains(&before.subscription["lifecycle"].as_str().unwrap());
            if !looks_ahead {
                assert_eq!((preview.status(), preview.code()), (answer.status(), answer.code()));
            }
            if answer.status() == 200 {
                // What is as it was already is no change.
                assert!(before.allows(action) || after == *before, "{}", answer.text());
                assert!(after.changes.len() <= before.changes.len() + 1);
                assert_eq!(after.owed, before.owed + preview.json()["due_now"].as_i64().unwrap());
            } else {
                assert_eq!(after, *before);
            }
            after
        }
    }
}

/// Every statement is the sum of its lines, and every line of its charges.
async fn check_statements(owner: &Caller) {
    for statement in owner.get("/statements?limit=200").await.expect(200).items() {
        let lines = owner.get(&format!("/statements/{}/lines", statement["month"].as_str().unwrap())).await.expect(200).items();
        let sum = |rows: &[Value]| rows.iter().map(|row| row["amount"].as_i64().unwrap()).sum::<i64>();
        assert_eq!(statement["total"], sum(&lines));
        for line in lines {
            assert_eq!(line["amount"], sum(line["charges"].as_array().unwrap()));
        }
    }
}

on_both_databases! {
    async fn any_sequence_of_requests_and_time_keeps_what_must_hold(app: TestApp) {
        // The same sequences in each run.
        let mut runner = TestRunner::deterministic();
        for number in 0..SEQUENCES {
            let reseller = app.reseller(&format!("Northwind {number}")).await;
            let made = reseller.subscription().create().await;
            let mut seen = see(&app, reseller.owner(), &made).await;
            let steps = steps().new_tree(&mut runner).unwrap().current();
            for (at, step) in steps.iter().enumerate() {
                println!("{number}.{at}: {step:?}");
                seen = take(&app, &reseller, &made, step, &seen).await;
            }
            check_statements(reseller.owner()).await;
        }
    }
}
