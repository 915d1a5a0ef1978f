//! The table of transitions: from, trigger, guard, to. Nothing else changes a lifecycle.

use chrono::{DateTime, Utc};
use shared::events::EventKind;
use shared::subscriptions::{Action, Lifecycle};

use super::domain::State;

/// What makes a subscription move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// Plan and term are chosen, and payment begins.
    Activate,
    /// The trial is ended by hand.
    EndTrial,
    /// A cancellation, at the end of what is paid.
    Cancel,
    /// A cancellation that takes effect at once.
    CancelNow,
    /// A cancellation is taken back.
    Keep,
}

impl Trigger {
    /// Every trigger.
    pub const ALL: &'static [Self] = &[Self::Activate, Self::EndTrial, Self::Cancel, Self::CancelNow, Self::Keep];

    /// The action that people know it by.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Activate => Action::Activate,
            Self::EndTrial => Action::EndTrial,
            Self::Cancel | Self::CancelNow => Action::Cancel,
            Self::Keep => Action::Keep,
        }
    }
}

/// What else must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// Less than 7 days since purchase.
    WithinSevenDaysOfPurchase,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Where it begins.
    pub from: Lifecycle,
    /// What makes it happen.
    pub trigger: Trigger,
    /// What else must hold.
    pub guard: Guard,
    /// Where it leads.
    pub to: Lifecycle,
    /// The event that tells of it.
    pub event: EventKind,
}

const fn row(from: Lifecycle, trigger: Trigger, guard: Guard, to: Lifecycle, event: EventKind) -> Transition {
    Transition { from, trigger, guard, to, event }
}

/// Every transition.
pub const TABLE: &[Transition] = &[
    row(Lifecycle::Trial, Trigger::Activate, Guard::None, Lifecycle::Active, EventKind::SubscriptionActivated),
    row(Lifecycle::TrialExpired, Trigger::Activate, Guard::None, Lifecycle::Active, EventKind::SubscriptionActivated),
    row(Lifecycle::Trial, Trigger::EndTrial, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::TrialExpired, Trigger::EndTrial, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::Trial, Trigger::Cancel, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::TrialExpired, Trigger::Cancel, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::Trial, Trigger::CancelNow, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::TrialExpired, Trigger::CancelNow, Guard::None, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::Active, Trigger::Cancel, Guard::None, Lifecycle::CancelPending, EventKind::SubscriptionCancelRequested),
    row(Lifecycle::Active, Trigger::CancelNow, Guard::WithinSevenDaysOfPurchase, Lifecycle::Ended, EventKind::SubscriptionEnded),
    row(Lifecycle::CancelPending, Trigger::Keep, Guard::None, Lifecycle::Active, EventKind::SubscriptionKept),
];

/// Why a trigger leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The state has no such transition.
    NoSuchTransition,
    /// It has, but a cancellation at once is too late.
    TooLateToCancelNow,
}

/// The transition of a trigger.
///
/// # Errors
/// Why there is none.
pub fn find(state: &State, trigger: Trigger, now: DateTime<Utc>) -> Result<&'static Transition, Refused> {
    let row = TABLE.iter().find(|row| row.from == state.lifecycle && row.trigger == trigger);
    let row = row.ok_or(Refused::NoSuchTransition)?;
    match row.guard {
        Guard::WithinSevenDaysOfPurchase if !state.can_cancel_now(now) => Err(Refused::TooLateToCancelNow),
        _ => Ok(row),
    }
}

/// What the state allows, apart from anybody's rights.
#[must_use]
pub fn allowed_actions(state: &State) -> Vec<Action> {
    let mut actions: Vec<Action> = TABLE.iter().filter(|row| row.from == state.lifecycle).map(|row| row.trigger.action()).collect();
    if state.lifecycle == Lifecycle::Trial {
        actions.push(Action::ChangeSeats);
    }
    actions.sort_unstable();
    actions.dedup();
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(lifecycle: Lifecycle) -> State {
        State {
            lifecycle,
            holds: Vec::new(),
            trial_ends_at: None,
            plan_chosen: true,
            period_end: None,
            overdue_since: None,
            purchased_at: Some("2026-11-22T12:00:00Z".parse().unwrap()),
        }
    }

    /// Every lifecycle and every trigger, as the domain's rules say; `None` is a refusal.
    const EXPECTED: [(Lifecycle, [Option<Lifecycle>; 5]); 5] = {
        use Lifecycle::{Active, CancelPending, Ended, Trial, TrialExpired};
        [
            //                Activate      EndTrial     Cancel               CancelNow    Keep
            (Trial, [Some(Active), Some(Ended), Some(Ended), Some(Ended), None]),
            (TrialExpired, [Some(Active), Some(Ended), Some(Ended), Some(Ended), None]),
            (Active, [None, None, Some(CancelPending), Some(Ended), None]),
            (CancelPending, [None, None, None, None, Some(Active)]),
            (Ended, [None, None, None, None, None]),
        ]
    };

    #[test]
    fn every_state_answers_every_trigger_as_the_rules_say() {
        let bought: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        assert_eq!(EXPECTED.len(), Lifecycle::ALL.len());
        for (lifecycle, expected) in EXPECTED {
            for (trigger, to) in Trigger::ALL.iter().zip(expected) {
                let found = find(&state(lifecycle), *trigger, bought).ok().map(|row| row.to);
                assert_eq!(found, to, "{lifecycle} {trigger:?}");
            }
        }
    }

    #[test]
    fn cancelling_at_once_ends_at_the_instant_seven_days_are_over() {
        let bought: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let at = bought + super::super::domain::IMMEDIATE_CANCEL;
        assert_eq!(find(&state(Lifecycle::Active), Trigger::CancelNow, at), Err(Refused::TooLateToCancelNow));
    }

    #[test]
    fn allowed_actions_are_those_that_the_table_knows() {
        use Action::{Activate, Cancel, ChangeSeats, EndTrial, Keep};
        for (lifecycle, expected) in [
            (Lifecycle::Trial, vec![Activate, Cancel, EndTrial, ChangeSeats]),
            (Lifecycle::TrialExpired, vec![Activate, Cancel, EndTrial]),
            (Lifecycle::Active, vec![Cancel]),
            (Lifecycle::CancelPending, vec![Keep]),
            (Lifecycle::Ended, vec![]),
        ] {
            assert_eq!(allowed_actions(&state(lifecycle)), expected, "{lifecycle}");
        }
    }
}
