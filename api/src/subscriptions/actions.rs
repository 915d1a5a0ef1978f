//! The use cases that move a subscription through its life: each one row of the table of transitions.

use chrono::{DateTime, NaiveTime, Utc};
use serde_json::{Value, json};
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::subscriptions::{Activate, Cancel, CancelWhen, Lifecycle, ScheduledChangeKind, Subscription};
use shared::trials::TrialOutcome;

use super::store::{self, ScheduledRow, Whole};
use super::transitions::{self, Refused, Trigger};
use super::{periods, service, view};
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::invites;
use crate::platform::db::{Connection, dialect};
use crate::platform::ids;
use crate::refusal::Refusal;

/// What is wanted of a subscription.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// Become paid.
    Activate(Activate),
    /// End the trial now.
    EndTrial(String),
    /// Cancel.
    Cancel(Cancel),
    /// Take a cancellation back.
    Keep,
}

impl Wanted {
    const fn trigger(&self) -> Trigger {
        match self {
            Self::Activate(_) => Trigger::Activate,
            Self::EndTrial(_) => Trigger::EndTrial,
            Self::Cancel(Cancel { when: Some(CancelWhen::Now), .. }) => Trigger::CancelNow,
            Self::Cancel(_) => Trigger::Cancel,
            Self::Keep => Trigger::Keep,
        }
    }
}

/// Moves a subscription as wanted, or says what its state allows instead.
///
/// # Errors
/// `not_found`, `stale_version`, `transition_not_allowed`, `immediate_cancel_too_late`.
pub fn act(
    conn: &mut Connection,
    (reseller, capacity): (ResellerId, Capacity),
    id: SubscriptionId,
    wanted: &Wanted,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Subscription, Refusal> {
    dialect::lock_subscription(conn, reseller, id)?;
    let was = store::find(conn, reseller, id)?;
    precondition.check(was.row.version)?;
    let state = was.state();
    let row = transitions::find(&state, wanted.trigger(), deed.now).map_err(|refused| match refused {
        Refused::NoSuchTransition => Refusal::Transition(transitions::allowed_actions(&state)),
        Refused::TooLateToCancelNow => ProblemCode::ImmediateCancelTooLate.into(),
    })?;
    let mut whole = was.clone();
    whole.row.lifecycle = row.to;
    let data = apply(conn, &mut whole, wanted, deed)?;
    if row.to == Lifecycle::Ended {
        end(conn, &mut whole, deed)?;
    }
    service::save(conn, &mut whole, &was, deed)?;
    record(conn, reseller, deed, Happening::to_subscription(row.event, id, data))?;
    view::subscription(&store::find(conn, reseller, id)?, capacity, deed.now)
}

/// The effects of what is wanted, and the event's data.
fn apply(conn: &mut Connection, whole: &mut Whole, wanted: &Wanted, deed: &Deed) -> Result<Value, Refusal> {
    match wanted {
        Wanted::Activate(Activate { plan, term }) => {
            let today = deed.now.date_naive();
            whole.row.plan = Some(*plan);
            whole.row.term = Some(*term);
            whole.row.purchased_at = Some(deed.now.into());
            whole.row.period_anchor = Some(today);
            whole.row.period_start = Some(today);
            whole.row.period_end = Some(periods::end_after(today, *term, today));
            end_trial(whole, TrialOutcome::Converted, deed.now);
            Ok(json!({"plan": plan, "term": term}))
        }
        Wanted::EndTrial(reason) => {
            whole.row.end_reason = Some(reason.clone());
            Ok(json!({"reason": reason}))
        }
        Wanted::Cancel(Cancel { reason, .. }) => {
            whole.row.end_reason = Some(reason.clone());
            if whole.row.lifecycle == Lifecycle::CancelPending {
                let at = effective_at(whole, deed.now);
                schedule(conn, whole, at, deed)?;
                return Ok(json!({"reason": reason, "effective_at": at}));
            }
            Ok(json!({"reason": reason}))
        }
        Wanted::Keep => {
            whole.row.end_reason = None;
            store::delete_scheduled(conn, whole.row.reseller_id, whole.row.id, ScheduledChangeKind::Cancellation)?;
            Ok(json!({}))
        }
    }
}

/// When a cancellation takes effect: at the beginning of the day on which the paid period ends.
fn effective_at(whole: &Whole, now: DateTime<Utc>) -> DateTime<Utc> {
    whole.row.period_end.map_or(now, |date| date.and_time(NaiveTime::MIN).and_utc())
}

fn schedule(conn: &mut Connection, whole: &Whole, at: DateTime<Utc>, deed: &Deed) -> Result<(), Refusal> {
    let row = ScheduledRow {
        id: ids::next(),
        reseller_id: whole.row.reseller_id,
        subscription_id: whole.row.id,
        kind: ScheduledChangeKind::Cancellation,
        at: at.into(),
        new_value: None,
        created_at: deed.now.into(),
    };
    store::insert_scheduled(conn, &row)?;
    Ok(())
}

/// Ends the trial's own clock, if it still runs.
fn end_trial(whole: &mut Whole, outcome: TrialOutcome, now: DateTime<Utc>) {
    if let Some(trial) = &mut whole.trial {
        let still_open = matches!(trial.outcome, TrialOutcome::Running | TrialOutcome::Expired);
        if still_open {
            trial.outcome = outcome;
            trial.ended_at = Some(now.into());
        }
    }
}

/// The end of a subscription: holds and schedules fall away, open invites too; all else is kept until erasure.
fn end(conn: &mut Connection, whole: &mut Whole, deed: &Deed) -> Result<(), Refusal> {
    let (reseller, id) = (whole.row.reseller_id, whole.row.id);
    whole.row.ended_at = Some(deed.now.into());
    if whole.trial.as_ref().is_some_and(|trial| trial.outcome == TrialOutcome::Running) {
        end_trial(whole, TrialOutcome::Ended, deed.now);
    }
    store::clear(conn, reseller, id)?;
    whole.holds.clear();
    whole.scheduled.clear();
    invites::service::revoke_open(conn, reseller, id, deed)
}
