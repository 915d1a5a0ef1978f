//! The use cases that move a subscription through its life, by people and by time: each one row of the table of
//! transitions, one transaction, one event.

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::subscriptions::{Activate, Cancel, CancelWhen, Lifecycle, Reactivate, Subscription};
use shared::trials::ExtendTrial;

use super::due::Due;
use super::store::Whole;
use super::transitions::{self, Refused, To, Trigger};
use super::{effects, service, view, whole_store};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::platform::db::{Connection, dialect};
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// A move of a subscription: what is wanted of it, or what time brings about.
#[derive(Debug, Clone)]
pub enum Move {
    /// Become paid.
    Activate(Activate),
    /// Make the trial longer.
    Extend(ExtendTrial),
    /// Make the trial longer, beyond what its reseller can.
    ExtendByOperator(ExtendTrial),
    /// End the trial now, for this reason.
    EndTrial(String),
    /// Pause, for this reason.
    Pause(String),
    /// Go on after a pause.
    Resume,
    /// A payment is overdue since this date.
    PaymentOverdue(NaiveDate),
    /// The overdue payment came.
    PaymentPaid,
    /// Put on hold by the operator, for this reason.
    Hold(Option<String>),
    /// End that hold.
    Release,
    /// Cancel.
    Cancel(Cancel),
    /// Take a cancellation back.
    Keep,
    /// Bring back what ended.
    Reactivate(Reactivate),
    /// Something that was due at this instant.
    Elapsed(Due, DateTime<Utc>),
}

impl Move {
    /// The trigger that it pulls; none for what moves nothing.
    const fn trigger(&self) -> Option<Trigger> {
        Some(match self {
            Self::Activate(_) => Trigger::Activate,
            Self::Extend(_) => Trigger::Extend,
            Self::ExtendByOperator(_) => Trigger::ExtendByOperator,
            Self::EndTrial(_) => Trigger::EndTrial,
            Self::Pause(_) => Trigger::Pause,
            Self::Resume => Trigger::Resume,
            Self::PaymentOverdue(_) => Trigger::PaymentOverdue,
            Self::PaymentPaid => Trigger::PaymentPaid,
            Self::Hold(_) => Trigger::Hold,
            Self::Release => Trigger::Release,
            Self::Cancel(Cancel { when: Some(CancelWhen::Now), .. }) => Trigger::CancelNow,
            Self::Cancel(_) => Trigger::Cancel,
            Self::Keep => Trigger::Keep,
            Self::Reactivate(_) => Trigger::Reactivate,
            Self::Elapsed(due, _) => match due {
                Due::TrialEnd => Trigger::TrialEnd,
                Due::Close => Trigger::Close,
                Due::Renew => Trigger::Renew,
                Due::Cancellation => Trigger::Cancellation,
                Due::AnnounceErasure => Trigger::AnnounceErasure,
                Due::Erase => Trigger::Erase,
                Due::Remind(_) => return None,
            },
        })
    }
}

/// Moves a subscription as wanted, or says what its state allows instead.
///
/// # Errors
/// `not_found`, `stale_version`, `transition_not_allowed`, `immediate_cancel_too_late`, `extension_limit`; faults of
/// `/plan` and `/term` where a paid period needs them.
pub fn act(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, capacity): (ResellerId, Capacity),
    id: SubscriptionId,
    wanted: &Move,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Subscription, Refusal> {
    dialect::lock_subscription(conn, reseller, id)?;
    let was = whole_store::find(conn, reseller, id)?;
    if let Move::Reactivate(wanted) = wanted {
        needs_plan(&was, wanted, deed.now)?;
    }
    precondition.check(was.row.version)?;
    carry_out(conn, vault, &was, wanted, deed)?;
    view::subscription(&whole_store::find(conn, reseller, id)?, capacity, deed.now)
}

/// What comes back paid needs a plan and a term: the ones that it had, or new ones. For after the trial of what comes back
/// as one, both are chosen or neither.
fn needs_plan(was: &Whole, wanted: &Reactivate, now: DateTime<Utc>) -> Result<(), Refusal> {
    let row = transitions::find(&was.state(), Trigger::Reactivate, now);
    let comes_back_paid = row.is_ok_and(|row| row.to == To::Lifecycle(Lifecycle::Active));
    let (plan, term) = (wanted.plan.or(was.row.plan), wanted.term.or(was.row.term));
    if !comes_back_paid && plan.is_none() && term.is_none() {
        return Ok(());
    }
    let plan = plan.is_none().then_some("/plan");
    let term = term.is_none().then_some("/term");
    let missing: Vec<_> = plan.into_iter().chain(term).collect();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::required(&missing)) }
}

/// Moves a subscription whose row is locked: finds the row of the table, applies its effects, writes all down.
///
/// # Errors
/// As [`act`].
pub(super) fn carry_out(conn: &mut Connection, vault: &Vault, was: &Whole, wanted: &Move, deed: &Deed) -> Result<(), Refusal> {
    let state = was.state();
    let allowed = || Refusal::Transition(state.status(), transitions::allowed_actions(&state, deed.now));
    let trigger = wanted.trigger().ok_or_else(allowed)?;
    let row = transitions::find(&state, trigger, deed.now).map_err(|refused| match refused {
        Refused::NoSuchTransition => allowed(),
        Refused::TooLateToCancelNow => ProblemCode::ImmediateCancelTooLate.into(),
        Refused::ExtensionsUsed => ProblemCode::ExtensionLimit.into(),
    })?;
    let mut whole = was.clone();
    match row.to {
        To::Lifecycle(lifecycle) => whole.row.lifecycle = lifecycle,
        To::PlusHold(kind) => effects::hold(conn, &mut whole, kind, wanted, deed)?,
        To::MinusHold(kind) => effects::release(conn, &mut whole, kind, deed)?,
        To::Same => {}
    }
    let data = effects::apply(conn, vault, &mut whole, wanted, deed)?;
    service::save(conn, &mut whole, was, deed)?;
    let id = whole.row.id;
    record(conn, whole.row.reseller_id, deed, Happening::to_subscription(row.event, id, data))
}

impl Move {
    /// The hold's reason, where it brings one.
    pub(super) fn reason(&self) -> Option<String> {
        match self {
            Self::Pause(reason) => Some(reason.clone()),
            Self::Hold(reason) => reason.clone(),
            _ => None,
        }
    }

    /// Since when the hold that it brings stands.
    pub(super) fn since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::PaymentOverdue(date) => super::due::midnight(*date),
            _ => now,
        }
    }
}
