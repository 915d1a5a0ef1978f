//! The state of a subscription and what follows from it: pure, and without a clock of its own.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::rights::Right;
use shared::subscriptions::{Action, HoldKind, Lifecycle, Status};

/// What the derived values follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where the subscription stands in its life.
    pub lifecycle: Lifecycle,
    /// Why service is paused.
    pub holds: Vec<HoldKind>,
    /// When the trial ends, where there is or was one.
    pub trial_ends_at: Option<DateTime<Utc>>,
    /// Whether plan and term are chosen.
    pub plan_chosen: bool,
    /// The end of the paid period.
    pub period_end: Option<NaiveDate>,
    /// Since when a payment is overdue.
    pub overdue_since: Option<NaiveDate>,
    /// When the subscription was bought.
    pub purchased_at: Option<DateTime<Utc>>,
}

impl State {
    /// Live: trial, active or cancel_pending.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::Trial | Lifecycle::Active | Lifecycle::CancelPending)
    }

    /// The state that people see.
    #[must_use]
    pub const fn status(&self) -> Status {
        if self.is_live() && !self.holds.is_empty() {
            return Status::OnHold;
        }
        match self.lifecycle {
            Lifecycle::Trial => Status::Trial,
            Lifecycle::TrialExpired => Status::TrialExpired,
            Lifecycle::Active => Status::Active,
            Lifecycle::CancelPending => Status::CancelPending,
            Lifecycle::Ended => Status::Ended,
        }
    }

    /// When the next payment is due. On a payment hold that is the overdue date; for a trial with a chosen plan its end,
    /// unless its clock stands still; for an active subscription the end of the paid period.
    #[must_use]
    pub fn next_payment_date(&self) -> Option<NaiveDate> {
        if self.is_live() && self.holds.contains(&HoldKind::Payment) && self.overdue_since.is_some() {
            return self.overdue_since;
        }
        match self.lifecycle {
            Lifecycle::Trial if self.plan_chosen && !self.holds.contains(&HoldKind::Reseller) => {
                self.trial_ends_at.map(|at| at.date_naive())
            }
            Lifecycle::Active => self.period_end,
            _ => None,
        }
    }

    /// Whether a cancellation can still take effect at once: within 7 days of purchase.
    #[must_use]
    pub fn can_cancel_now(&self, now: DateTime<Utc>) -> bool {
        self.purchased_at.is_some_and(|at| now < at + IMMEDIATE_CANCEL)
    }

    /// Until when that is so, where there is a paid period to choose its end instead.
    #[must_use]
    pub fn immediate_cancel_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let open = self.lifecycle == Lifecycle::Active && self.can_cancel_now(now);
        self.purchased_at.filter(|_| open).map(|at| at + IMMEDIATE_CANCEL)
    }
}

/// Within this time of purchase a cancellation can take effect at once.
pub const IMMEDIATE_CANCEL: TimeDelta = TimeDelta::days(7);

/// The place of a status in the order of life, by which lists are sorted.
#[must_use]
pub const fn rank(status: Status) -> i64 {
    match status {
        Status::Trial => 1,
        Status::Active => 2,
        Status::OnHold => 3,
        Status::CancelPending => 4,
        Status::TrialExpired => 5,
        Status::Ended => 6,
    }
}

/// Begun days until an instant; 0 from that instant on.
#[must_use]
pub fn days_left(ends_at: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let left = (ends_at - now).num_microseconds().unwrap_or(i64::MAX);
    let day = TimeDelta::days(1).num_microseconds().unwrap_or(1);
    u32::try_from((left.max(0) + day - 1) / day).unwrap_or(u32::MAX)
}

/// The right that an action needs.
#[must_use]
pub const fn right_for(action: Action) -> Right {
    match action {
        Action::Activate | Action::ChangeSeats | Action::ChangePlan => Right::Bill,
        Action::Pause | Action::Resume | Action::Cancel | Action::Keep | Action::Reactivate | Action::ExtendTrial | Action::EndTrial => {
            Right::ManageSubscriptions
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn state(lifecycle: Lifecycle) -> State {
        State {
            lifecycle,
            holds: Vec::new(),
            trial_ends_at: Some("2026-12-06T10:00:00Z".parse().unwrap()),
            plan_chosen: false,
            period_end: Some("2026-12-31".parse().unwrap()),
            overdue_since: None,
            purchased_at: Some("2026-11-30T10:00:00Z".parse().unwrap()),
        }
    }

    #[test]
    fn status_follows_from_lifecycle_and_holds() {
        for (lifecycle, plain, held) in [
            (Lifecycle::Trial, Status::Trial, Status::OnHold),
            (Lifecycle::TrialExpired, Status::TrialExpired, Status::TrialExpired),
            (Lifecycle::Active, Status::Active, Status::OnHold),
            (Lifecycle::CancelPending, Status::CancelPending, Status::OnHold),
            (Lifecycle::Ended, Status::Ended, Status::Ended),
        ] {
            assert_eq!(state(lifecycle).status(), plain);
            for hold in HoldKind::ALL {
                assert_eq!(State { holds: vec![*hold], ..state(lifecycle) }.status(), held);
            }
        }
    }

    #[test]
    fn the_next_payment_is_due_as_the_rules_say() {
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        let chosen = |lifecycle| State { plan_chosen: true, ..state(lifecycle) };
        let held = |kind, lifecycle| State { holds: vec![kind], ..chosen(lifecycle) };
        let overdue = |lifecycle| State { overdue_since: day("2026-11-12"), ..held(HoldKind::Payment, lifecycle) };
        for (state, due) in [
            (state(Lifecycle::Trial), None),
            (chosen(Lifecycle::Trial), day("2026-12-06")),
            (held(HoldKind::Reseller, Lifecycle::Trial), None),
            (held(HoldKind::Operator, Lifecycle::Trial), day("2026-12-06")),
            (chosen(Lifecycle::TrialExpired), None),
            (chosen(Lifecycle::Active), day("2026-12-31")),
            (held(HoldKind::Reseller, Lifecycle::Active), day("2026-12-31")),
            (overdue(Lifecycle::Active), day("2026-11-12")),
            (overdue(Lifecycle::CancelPending), day("2026-11-12")),
            (chosen(Lifecycle::CancelPending), None),
            (overdue(Lifecycle::Ended), None),
        ] {
            assert_eq!(state.next_payment_date(), due, "{state:?}");
        }
    }

    #[test]
    fn begun_days_are_counted() {
        let end: DateTime<Utc> = "2026-12-06T10:00:00Z".parse().unwrap();
        for (before, days) in [
            (TimeDelta::days(14), 14),
            (TimeDelta::days(13) + TimeDelta::microseconds(1), 14),
            (TimeDelta::days(13), 13),
            (TimeDelta::microseconds(1), 1),
            (TimeDelta::zero(), 0),
            (TimeDelta::days(-3), 0),
        ] {
            assert_eq!(days_left(end, end - before), days, "{before}");
        }
    }

    #[test]
    fn a_cancellation_takes_effect_at_once_for_seven_days() {
        let bought: DateTime<Utc> = "2026-11-30T10:00:00Z".parse().unwrap();
        let state = state(Lifecycle::Active);
        assert!(state.can_cancel_now(bought + TimeDelta::days(7) - TimeDelta::microseconds(1)));
        assert!(!state.can_cancel_now(bought + TimeDelta::days(7)));
    }

    proptest! {
        #[test]
        fn days_left_never_grows(seconds in -100_000_i64..2_000_000, later in 0_i64..100_000) {
            let now: DateTime<Utc> = "2026-12-06T10:00:00Z".parse().unwrap();
            let end = now + TimeDelta::seconds(seconds);
            prop_assert!(days_left(end, now + TimeDelta::seconds(later)) <= days_left(end, now));
        }
    }
}
