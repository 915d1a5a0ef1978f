//! The state of a subscription and what follows from it: pure, and without a clock of its own.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::rights::Right;
use shared::subscriptions::{Action, HoldKind, Lifecycle, Status};
use shared::trials::{EXTENSION_DAYS_MAX, EXTENSIONS_MAX, TrialOutcome};

/// What the derived values follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where the subscription stands in its life.
    pub lifecycle: Lifecycle,
    /// Why service is paused.
    pub holds: Vec<HoldKind>,
    /// Since when its reseller has paused it.
    pub paused_since: Option<DateTime<Utc>>,
    /// Its trial, where there is or was one.
    pub trial: Option<TrialState>,
    /// Whether plan and term are chosen.
    pub plan_chosen: bool,
    /// The end of the paid period.
    pub period_end: Option<NaiveDate>,
    /// When a cancellation takes effect.
    pub cancel_at: Option<DateTime<Utc>>,
    /// Since when a payment is overdue.
    pub overdue_since: Option<NaiveDate>,
    /// When the subscription was bought.
    pub purchased_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the erasure of its data was announced.
    pub erasure: Erasure,
}

/// How far the erasure of an ended subscription has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// Nobody was told yet.
    NotAnnounced,
    /// The reseller was told at an instant.
    Announced(DateTime<Utc>),
    /// The personal data is gone.
    Done,
}

/// A trial as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrialState {
    /// When it ends, or would have ended.
    pub ends_at: DateTime<Utc>,
    /// How it stands.
    pub outcome: TrialOutcome,
    /// When it stopped running.
    pub ended_at: Option<DateTime<Utc>>,
    /// The last reminder of its end that was sent or is past, in days before it.
    pub reminded: Option<i64>,
    /// How often its reseller made it longer.
    pub extensions: i64,
    /// By how many days, all together.
    pub extended_days: i64,
}

impl TrialState {
    /// By how many days its reseller can still make it longer.
    #[must_use]
    pub fn extension_days_left(&self) -> u32 {
        if self.extensions >= i64::from(EXTENSIONS_MAX) {
            return 0;
        }
        u32::try_from(i64::from(EXTENSION_DAYS_MAX) - self.extended_days).unwrap_or(0)
    }
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
            Lifecycle::Trial if self.plan_chosen && self.paused_since.is_none() => self.trial.map(|trial| trial.ends_at.date_naive()),
            Lifecycle::Active => self.period_end,
            _ => None,
        }
    }

    /// What is left of the trial: while it is paused its clock stands still, and after an early end it stays as it was.
    #[must_use]
    pub fn trial_left(&self, now: DateTime<Utc>) -> TimeDelta {
        let Some(trial) = self.trial else { return TimeDelta::zero() };
        let until = match trial.outcome {
            TrialOutcome::Running => self.paused_since.map_or(now, |since| since.min(now)),
            TrialOutcome::Ended => trial.ended_at.unwrap_or(trial.ends_at),
            TrialOutcome::Converted | TrialOutcome::Expired => trial.ends_at,
        };
        (trial.ends_at - until).max(TimeDelta::zero())
    }

    /// Whether a cancellation can still take effect at once: within 7 days of purchase.
    #[must_use]
    pub fn can_cancel_now(&self, now: DateTime<Utc>) -> bool {
        self.purchased_at.is_some_and(|at| now < at + IMMEDIATE_CANCEL)
    }

    /// Whether what ended can still be brought back: within 90 days, while its data is there.
    #[must_use]
    pub fn can_come_back(&self, now: DateTime<Utc>) -> bool {
        self.erasure != Erasure::Done && self.ended_at.is_some_and(|at| now < at + KEPT_AFTER_END)
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
/// What ended is kept for this long, and can be brought back.
pub const KEPT_AFTER_END: TimeDelta = TimeDelta::days(90);
/// The erasure is announced so long before it.
pub const ERASURE_NOTICE: TimeDelta = TimeDelta::days(14);
/// An expired trial is closed after this time.
pub const KEPT_AFTER_EXPIRY: TimeDelta = TimeDelta::days(30);

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

/// The begun days of a span of time; 0 where it is over.
#[must_use]
pub fn begun_days(left: TimeDelta) -> u32 {
    let left = left.num_microseconds().unwrap_or(i64::MAX);
    let day = TimeDelta::days(1).num_microseconds().unwrap_or(1);
    u32::try_from((left.max(0).saturating_add(day - 1)) / day).unwrap_or(u32::MAX)
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
pub(super) mod samples;
#[cfg(test)]
mod tests;
