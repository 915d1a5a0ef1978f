//! States for the tests of everything that follows from one.

use super::*;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A subscription in this lifecycle: its trial began on 22 November 2026 at noon, it was bought on the 30th, and
/// ended on 20 December.
pub fn state(lifecycle: Lifecycle) -> State {
    let outcome = match lifecycle {
        Lifecycle::Trial => TrialOutcome::Running,
        Lifecycle::TrialExpired => TrialOutcome::Expired,
        Lifecycle::Active | Lifecycle::CancelPending | Lifecycle::Ended => TrialOutcome::Converted,
    };
    let bought = matches!(lifecycle, Lifecycle::Active | Lifecycle::CancelPending | Lifecycle::Ended);
    State {
        lifecycle,
        holds: Vec::new(),
        paused_since: None,
        trial: Some(TrialState {
            ends_at: at("2026-12-06T12:00:00Z"),
            outcome,
            ended_at: None,
            reminded: None,
            extensions: 0,
            extended_days: 0,
        }),
        plan_chosen: bought,
        period_end: bought.then(|| "2026-12-30".parse().unwrap()),
        cancel_at: (lifecycle == Lifecycle::CancelPending).then(|| at("2026-12-30T00:00:00Z")),
        overdue_since: None,
        purchased_at: bought.then(|| at("2026-11-30T12:00:00Z")),
        ended_at: (lifecycle == Lifecycle::Ended).then(|| at("2026-12-20T12:00:00Z")),
        erasure: Erasure::NotAnnounced,
    }
}

/// The same on a hold of this kind, since 1 December.
pub fn held(kind: HoldKind, lifecycle: Lifecycle) -> State {
    let paused_since = (kind == HoldKind::Reseller).then(|| at("2026-12-01T12:00:00Z"));
    State { holds: vec![kind], paused_since, ..state(lifecycle) }
}

/// The same with another trial.
pub fn with_trial(state: State, change: impl FnOnce(&mut TrialState)) -> State {
    let mut trial = state.trial.unwrap();
    change(&mut trial);
    State { trial: Some(trial), ..state }
}
