//! The table of transitions: from, trigger, who, guard, to, event. Nothing else changes a lifecycle or a hold.

mod trigger;

use chrono::{DateTime, Utc};
use shared::events::EventKind;
use shared::rights::Right;
use shared::subscriptions::{Action, HoldKind, Lifecycle};

pub use self::trigger::Trigger;
use super::domain::State;

/// Who can pull a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// People and programs with this right.
    With(Right),
    /// A timer.
    Timer,
    /// Who runs the installation.
    Operator,
}

/// What else must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// Less than 7 days since purchase.
    WithinSevenDaysOfPurchase,
    /// Plan and term are chosen.
    PlanChosen,
    /// They are not.
    NoPlanChosen,
    /// The reseller can still make the trial longer.
    ExtensionsLeft,
    /// There is no hold of this kind.
    Without(HoldKind),
    /// There is a hold of this kind.
    On(HoldKind),
    /// The cancellation has not taken effect.
    BeforeCancellation,
    /// Within 90 days of the end, and the trial has time left.
    TrialToResume,
    /// Within 90 days of the end, and the trial has no time left.
    NoTrialToResume,
}

/// Where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this lifecycle.
    Lifecycle(Lifecycle),
    /// The lifecycle stays; a hold of this kind is added.
    PlusHold(HoldKind),
    /// The lifecycle stays; the hold of this kind is gone.
    MinusHold(HoldKind),
    /// The lifecycle stays.
    Same,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Where it begins; nowhere for what is yet to be made.
    pub from: Option<Lifecycle>,
    /// What makes it happen.
    pub trigger: Trigger,
    /// Who can make it happen.
    pub who: Who,
    /// What else must hold.
    pub guard: Guard,
    /// Where it leads.
    pub to: To,
    /// The event that tells of it.
    pub event: EventKind,
}

const fn row(from: Lifecycle, trigger: Trigger, who: Who, guard: Guard, to: To, event: EventKind) -> Transition {
    Transition { from: Some(from), trigger, who, guard, to, event }
}

const fn made(trigger: Trigger, to: Lifecycle) -> Transition {
    Transition { from: None, trigger, who: MANAGE, guard: Guard::None, to: To::Lifecycle(to), event: EventKind::SubscriptionCreated }
}

const MANAGE: Who = Who::With(Right::ManageSubscriptions);
const BILL: Who = Who::With(Right::Bill);

/// Every transition. Of several rows with the same beginning and trigger the first whose guard holds counts.
#[rustfmt::skip]
pub const TABLE: &[Transition] = {
    use EventKind as Event;
    use Guard::{BeforeCancellation, ExtensionsLeft, NoPlanChosen, NoTrialToResume, On, PlanChosen, TrialToResume, WithinSevenDaysOfPurchase, Without};
    use HoldKind::{Operator, Payment, Reseller};
    use Lifecycle::{Active, CancelPending, Ended, Trial, TrialExpired};
    use To::{Lifecycle as To_, MinusHold, PlusHold, Same};
    use Trigger as On_;
    &[
        made(On_::Create, Trial),
        made(On_::CreatePaid, Active),
        row(Trial, On_::Activate, BILL, Guard::None, To_(Active), Event::SubscriptionActivated),
        row(TrialExpired, On_::Activate, BILL, Guard::None, To_(Active), Event::SubscriptionActivated),
        row(Trial, On_::TrialEnd, Who::Timer, PlanChosen, To_(Active), Event::SubscriptionActivated),
        row(Trial, On_::TrialEnd, Who::Timer, NoPlanChosen, To_(TrialExpired), Event::TrialExpired),
        row(Trial, On_::Extend, MANAGE, ExtensionsLeft, Same, Event::TrialExtended),
        row(TrialExpired, On_::Extend, MANAGE, ExtensionsLeft, To_(Trial), Event::TrialExtended),
        row(Trial, On_::ExtendByOperator, Who::Operator, Guard::None, Same, Event::TrialExtended),
        row(TrialExpired, On_::ExtendByOperator, Who::Operator, Guard::None, To_(Trial), Event::TrialExtended),
        row(Trial, On_::EndTrial, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(TrialExpired, On_::EndTrial, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(Trial, On_::Cancel, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(TrialExpired, On_::Cancel, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(Trial, On_::CancelNow, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(TrialExpired, On_::CancelNow, MANAGE, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(TrialExpired, On_::Close, Who::Timer, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(Trial, On_::Pause, MANAGE, Without(Reseller), PlusHold(Reseller), Event::SubscriptionPaused),
        row(Active, On_::Pause, MANAGE, Without(Reseller), PlusHold(Reseller), Event::SubscriptionPaused),
        row(CancelPending, On_::Pause, MANAGE, Without(Reseller), PlusHold(Reseller), Event::SubscriptionPaused),
        row(Trial, On_::Resume, MANAGE, On(Reseller), MinusHold(Reseller), Event::SubscriptionResumed),
        row(Active, On_::Resume, MANAGE, On(Reseller), MinusHold(Reseller), Event::SubscriptionResumed),
        row(CancelPending, On_::Resume, MANAGE, On(Reseller), MinusHold(Reseller), Event::SubscriptionResumed),
        row(Trial, On_::PaymentOverdue, Who::Operator, Without(Payment), PlusHold(Payment), Event::SubscriptionHeld),
        row(Active, On_::PaymentOverdue, Who::Operator, Without(Payment), PlusHold(Payment), Event::SubscriptionHeld),
        row(CancelPending, On_::PaymentOverdue, Who::Operator, Without(Payment), PlusHold(Payment), Event::SubscriptionHeld),
        row(Trial, On_::PaymentPaid, Who::Operator, On(Payment), MinusHold(Payment), Event::SubscriptionReleased),
        row(TrialExpired, On_::PaymentPaid, Who::Operator, On(Payment), MinusHold(Payment), Event::SubscriptionReleased),
        row(Active, On_::PaymentPaid, Who::Operator, On(Payment), MinusHold(Payment), Event::SubscriptionReleased),
        row(CancelPending, On_::PaymentPaid, Who::Operator, On(Payment), MinusHold(Payment), Event::SubscriptionReleased),
        row(Ended, On_::PaymentPaid, Who::Operator, On(Payment), MinusHold(Payment), Event::SubscriptionReleased),
        row(Trial, On_::Hold, Who::Operator, Without(Operator), PlusHold(Operator), Event::SubscriptionHeld),
        row(Active, On_::Hold, Who::Operator, Without(Operator), PlusHold(Operator), Event::SubscriptionHeld),
        row(CancelPending, On_::Hold, Who::Operator, Without(Operator), PlusHold(Operator), Event::SubscriptionHeld),
        row(Trial, On_::Release, Who::Operator, On(Operator), MinusHold(Operator), Event::SubscriptionReleased),
        row(TrialExpired, On_::Release, Who::Operator, On(Operator), MinusHold(Operator), Event::SubscriptionReleased),
        row(Active, On_::Release, Who::Operator, On(Operator), MinusHold(Operator), Event::SubscriptionReleased),
        row(CancelPending, On_::Release, Who::Operator, On(Operator), MinusHold(Operator), Event::SubscriptionReleased),
        row(Ended, On_::Release, Who::Operator, On(Operator), MinusHold(Operator), Event::SubscriptionReleased),
        row(Active, On_::Cancel, MANAGE, Guard::None, To_(CancelPending), Event::SubscriptionCancelRequested),
        row(Active, On_::CancelNow, MANAGE, WithinSevenDaysOfPurchase, To_(Ended), Event::SubscriptionEnded),
        row(CancelPending, On_::Keep, MANAGE, BeforeCancellation, To_(Active), Event::SubscriptionKept),
        row(CancelPending, On_::Cancellation, Who::Timer, Guard::None, To_(Ended), Event::SubscriptionEnded),
        row(Active, On_::Renew, Who::Timer, Guard::None, Same, Event::SubscriptionRenewed),
        row(Ended, On_::Reactivate, MANAGE, TrialToResume, To_(Trial), Event::SubscriptionReactivated),
        row(Ended, On_::Reactivate, MANAGE, NoTrialToResume, To_(Active), Event::SubscriptionReactivated),
        row(Ended, On_::AnnounceErasure, Who::Timer, Guard::None, Same, Event::SubscriptionErasureAnnounced),
        row(Ended, On_::Erase, Who::Timer, Guard::None, Same, Event::SubscriptionErased),
    ]
};

/// Why a trigger leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The state has no such transition.
    NoSuchTransition,
    /// It has, but a cancellation at once is too late.
    TooLateToCancelNow,
    /// It has, but the trial was made longer often enough.
    ExtensionsUsed,
}

impl Guard {
    fn holds(self, state: &State, now: DateTime<Utc>) -> bool {
        let has_time = || state.trial_left(now) > chrono::TimeDelta::zero();
        match self {
            Self::None => true,
            Self::WithinSevenDaysOfPurchase => state.can_cancel_now(now),
            Self::PlanChosen => state.plan_chosen,
            Self::NoPlanChosen => !state.plan_chosen,
            Self::ExtensionsLeft => state.trial.is_some_and(|trial| trial.extension_days_left() > 0),
            Self::Without(kind) => !state.holds.contains(&kind),
            Self::On(kind) => state.holds.contains(&kind),
            Self::BeforeCancellation => state.cancel_at.is_none_or(|at| now < at),
            Self::TrialToResume => state.can_come_back(now) && has_time(),
            Self::NoTrialToResume => state.can_come_back(now) && !has_time(),
        }
    }

    const fn refusal(self) -> Refused {
        match self {
            Self::WithinSevenDaysOfPurchase => Refused::TooLateToCancelNow,
            Self::ExtensionsLeft => Refused::ExtensionsUsed,
            _ => Refused::NoSuchTransition,
        }
    }
}

/// The transition by which a subscription is made.
#[must_use]
pub fn beginning(trigger: Trigger) -> Option<&'static Transition> {
    TABLE.iter().find(|row| row.from.is_none() && row.trigger == trigger)
}

/// The transition of a trigger.
///
/// # Errors
/// Why there is none.
pub fn find(state: &State, trigger: Trigger, now: DateTime<Utc>) -> Result<&'static Transition, Refused> {
    let rows = || TABLE.iter().filter(|row| row.from == Some(state.lifecycle) && row.trigger == trigger);
    rows()
        .find(|row| row.guard.holds(state, now))
        .ok_or_else(|| rows().next_back().map_or(Refused::NoSuchTransition, |row| row.guard.refusal()))
}

/// What the state allows, apart from anybody's rights.
#[must_use]
pub fn allowed_actions(state: &State, now: DateTime<Utc>) -> Vec<Action> {
    let rows = TABLE.iter().filter(|row| row.from == Some(state.lifecycle) && row.guard.holds(state, now));
    let mut actions: Vec<Action> = rows.filter_map(|row| row.trigger.action()).collect();
    // Seats and plans have rules of their own (`amendment`).
    actions.extend(match state.lifecycle {
        Lifecycle::Trial | Lifecycle::Active => &[Action::ChangeSeats, Action::ChangePlan][..],
        Lifecycle::CancelPending => &[Action::ChangeSeats],
        Lifecycle::TrialExpired | Lifecycle::Ended => &[],
    });
    actions.sort_unstable();
    actions.dedup();
    actions
}

#[cfg(test)]
mod tests;
