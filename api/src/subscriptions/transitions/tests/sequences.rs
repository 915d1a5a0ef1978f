//! Any sequence of triggers and time: what the table, the clock and the derived values say of each other. The effects
//! that have to do with dates stand here as the rules put them; how the use cases carry them out is tested over HTTP.

use chrono::TimeDelta;
use proptest::prelude::*;
use shared::subscriptions::Term;

use super::super::super::domain::Erasure;
use super::super::super::due::{Due, midnight};
use super::super::super::periods;
use super::*;

/// The anchor of all paid periods here: the last day of a long month.
const ANCHOR: &str = "2026-10-31";
/// More timers than this in a row, without time going by, would never end.
const TIMERS_MAX: usize = 200;

#[derive(Debug, Clone, Copy)]
enum Step {
    Pull(Trigger),
    /// So many hours go by.
    Pass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pull = proptest::sample::select(Trigger::ALL).prop_map(Step::Pull);
    let pass = (1_i64..40 * 24).prop_map(Step::Pass);
    proptest::collection::vec(prop_oneof![3 => pull, 1 => pass], 1..40)
}

fn trigger(due: Due) -> Option<Trigger> {
    Some(match due {
        Due::TrialEnd => Trigger::TrialEnd,
        Due::Close => Trigger::Close,
        Due::Renew => Trigger::Renew,
        Due::Cancellation => Trigger::Cancellation,
        Due::AnnounceErasure => Trigger::AnnounceErasure,
        Due::Erase => Trigger::Erase,
        Due::Remind(_) => return None,
    })
}

/// Applies a row of the table at an instant.
fn moved(was: &State, row: &Transition, at: DateTime<Utc>) -> State {
    let left = was.trial_left(at);
    let mut state = was.clone();
    match row.to {
        To::Lifecycle(lifecycle) => state.lifecycle = lifecycle,
        To::PlusHold(kind) => state.holds.push(kind),
        To::MinusHold(kind) => state.holds.retain(|held| *held != kind),
        To::Same => {}
    }
    let outcome = match (row.trigger, row.to) {
        (_, To::Lifecycle(Lifecycle::Active)) => Some(TrialOutcome::Converted),
        (_, To::Lifecycle(Lifecycle::TrialExpired)) => Some(TrialOutcome::Expired),
        (_, To::Lifecycle(Lifecycle::Ended)) if was.lifecycle == Lifecycle::Trial => Some(TrialOutcome::Ended),
        (Trigger::Extend | Trigger::ExtendByOperator, _) | (_, To::Lifecycle(Lifecycle::Trial)) => Some(TrialOutcome::Running),
        _ => None,
    };
    if let Some(trial) = &mut state.trial {
        match row.trigger {
            Trigger::Extend | Trigger::ExtendByOperator => {
                trial.ends_at = trial.ends_at.max(was.paused_since.unwrap_or(at)) + TimeDelta::days(3);
                trial.reminded = None;
            }
            Trigger::Resume if trial.outcome == TrialOutcome::Running => trial.ends_at += at - was.paused_since.unwrap(),
            Trigger::Reactivate => trial.ends_at = at + left,
            _ if outcome == Some(TrialOutcome::Ended) => trial.ends_at = at + left,
            _ => {}
        }
        if row.trigger == Trigger::Extend {
            (trial.extensions, trial.extended_days) = (trial.extensions + 1, trial.extended_days + 3);
        }
        if let Some(outcome) = outcome {
            (trial.outcome, trial.ended_at) = (outcome, (outcome != TrialOutcome::Running).then_some(at));
        }
    }
    match row.trigger {
        Trigger::Pause => state.paused_since = Some(at),
        Trigger::Resume => state.paused_since = None,
        Trigger::PaymentOverdue => state.overdue_since = Some(at.date_naive()),
        Trigger::PaymentPaid => state.overdue_since = None,
        Trigger::Cancel if state.lifecycle == Lifecycle::CancelPending => state.cancel_at = state.period_end.map(midnight),
        Trigger::Keep => state.cancel_at = None,
        Trigger::Renew => state.period_end = state.period_end.map(|end| periods::end_after(ANCHOR.parse().unwrap(), Term::Monthly, end)),
        Trigger::AnnounceErasure => state.erasure = Erasure::Announced(at),
        Trigger::Erase => state.erasure = Erasure::Done,
        _ => {}
    }
    let (begins, ends) = (row.to == To::Lifecycle(Lifecycle::Active), row.to == To::Lifecycle(Lifecycle::Ended));
    if begins && was.lifecycle != Lifecycle::CancelPending {
        state.plan_chosen = true;
        state.purchased_at = Some(at);
        state.period_end = Some(periods::end_after(ANCHOR.parse().unwrap(), Term::Monthly, at.date_naive()));
    }
    if ends {
        (state.ended_at, state.cancel_at, state.paused_since) = (Some(at), None, None);
        state.holds.retain(|kind| *kind != HoldKind::Reseller);
    } else if row.trigger == Trigger::Reactivate {
        (state.ended_at, state.erasure) = (None, Erasure::NotAnnounced);
    }
    state
}

/// Carries out what is due by an instant, each for the time at which it was due.
fn elapsed(mut state: State, now: DateTime<Utc>) -> Result<State, TestCaseError> {
    for _ in 0..TIMERS_MAX {
        let Some((at, due)) = state.due(now) else { return Ok(state) };
        prop_assert!(at <= now);
        state = match (due, trigger(due)) {
            (_, Some(trigger)) => {
                let row = find(&state, trigger, now);
                prop_assert!(row.is_ok(), "a timer is refused: {:?} in {:?}", due, state);
                prop_assert_eq!(row.unwrap().who, Who::Timer);
                let at = if trigger == Trigger::AnnounceErasure { now } else { at };
                moved(&state, row.unwrap(), at)
            }
            (Due::Remind(days), None) => with_trial(state, |trial| trial.reminded = Some(days)),
            (other, None) => panic!("{other:?} has no trigger"),
        };
    }
    Err(TestCaseError::fail(format!("timers without end: {state:?}")))
}

/// What holds of every state, at every time.
fn check(state: &State, now: DateTime<Utc>) -> Result<(), TestCaseError> {
    let (live, on) = (state.is_live(), |kind| state.holds.contains(&kind));
    let mut kinds = state.holds.clone();
    kinds.sort_unstable();
    kinds.dedup();
    prop_assert_eq!(kinds.len(), state.holds.len(), "a hold stands twice");
    prop_assert!(!on(HoldKind::Reseller) || live, "the reseller's hold outlasts the end");
    prop_assert_eq!(on(HoldKind::Reseller), state.paused_since.is_some());
    prop_assert_eq!(on(HoldKind::Payment), state.overdue_since.is_some());
    prop_assert_eq!(state.lifecycle == Lifecycle::Ended, state.ended_at.is_some());
    prop_assert_eq!(state.lifecycle == Lifecycle::CancelPending, state.cancel_at.is_some());
    let running = state.trial.is_some_and(|trial| trial.outcome == TrialOutcome::Running);
    prop_assert_eq!(state.lifecycle == Lifecycle::Trial, running);
    let paid = match state.lifecycle {
        _ if live && on(HoldKind::Payment) => state.overdue_since,
        Lifecycle::Trial if !state.plan_chosen || on(HoldKind::Reseller) => None,
        Lifecycle::Trial => Some(state.trial.unwrap().ends_at.date_naive()),
        Lifecycle::Active => Some(state.period_end.unwrap()),
        Lifecycle::CancelPending | Lifecycle::TrialExpired | Lifecycle::Ended => None,
    };
    prop_assert_eq!(state.next_payment_date(), paid);
    let waits = !(matches!((state.lifecycle, state.erasure), (Lifecycle::Ended, Erasure::Done)) || running && on(HoldKind::Reseller));
    prop_assert_eq!(state.next_due().is_some(), waits);
    let offered = allowed_actions(state, now);
    for action in Action::ALL.iter().filter(|action| !matches!(action, Action::ChangeSeats | Action::ChangePlan)) {
        let moves = Trigger::ALL.iter().any(|trigger| trigger.action() == Some(*action) && find(state, *trigger, now).is_ok());
        prop_assert_eq!(offered.contains(action), moves, "{}", action);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_sequence_of_triggers_and_time_keeps_what_must_hold(steps in steps(), plan_chosen: bool, paid: bool) {
        let mut now = at("2026-11-30T12:00:00Z");
        let begins = if paid { Lifecycle::Active } else { Lifecycle::Trial };
        let period_end = paid.then(|| periods::end_after(ANCHOR.parse().unwrap(), Term::Monthly, now.date_naive()));
        let mut state = State { plan_chosen: plan_chosen || paid, period_end, ..state(begins) };
        for step in steps {
            match step {
                Step::Pass(hours) => {
                    now += TimeDelta::hours(hours);
                    state = elapsed(state, now)?;
                }
                Step::Pull(trigger) => match find(&state, trigger, now) {
                    // Timers have pulled theirs already: what they pull too early would move dates that have not come.
                    Ok(row) if row.who == Who::Timer => {}
                    Ok(row) => {
                        prop_assert_eq!((row.from, row.trigger), (Some(state.lifecycle), trigger));
                        state = elapsed(moved(&state, row, now), now)?;
                    }
                    // Several triggers can be one action: it is offered where any of them leads somewhere (`check`).
                    Err(_) => {}
                },
            }
            check(&state, now)?;
        }
    }
}
