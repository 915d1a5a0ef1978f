//! What the moves of a subscription bring with them: dates, holds, invites and mails; amounts and schedules have files of their own.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use shared::statements::ChargeKind;
use shared::subscriptions::{Activate, Cancel, HoldKind, Lifecycle, Plan, Reactivate, ScheduledChangeKind, Term};
use shared::trials::{ExtendTrial, TrialOutcome};

use super::actions::Move;
use super::credits::{credit_days_on_hold, refund};
use super::due::{Due, midnight};
use super::schedules::{schedule, scheduled, unschedule};
use super::store::{self, HoldRow, Whole};
use super::{erase, periods};
use crate::deed::Deed;
use crate::invites;
use crate::jobs::{self, Notice};
use crate::plans;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::statements::service::{self as statements, NewCharge};

/// Applies a move whose lifecycle and holds are written already; gives its event's data.
pub(super) fn apply(conn: &mut Connection, vault: &Vault, whole: &mut Whole, wanted: &Move, deed: &Deed) -> Result<Value, Refusal> {
    match wanted {
        Move::Activate(Activate { plan, term }) => {
            (whole.row.plan, whole.row.term) = (Some(*plan), Some(*term));
            end_trial(whole, TrialOutcome::Converted, deed.now);
            purchase(conn, whole, deed.now, deed.now)
        }
        Move::Extend(extension) => {
            if let Some(trial) = &mut whole.trial {
                if extension.days > trial.state().extension_days_left() {
                    return Err(shared::problem::ProblemCode::ExtensionLimit.into());
                }
                trial.extensions += 1;
                trial.extended_days += i64::from(extension.days);
            }
            Ok(extend(whole, extension, deed.now))
        }
        Move::ExtendByOperator(extension) => Ok(extend(whole, extension, deed.now)),
        Move::EndTrial(reason) => {
            whole.row.end_reason = Some(reason.clone());
            end(conn, whole, deed.now, deed)?;
            Ok(json!({"reason": reason}))
        }
        Move::Pause(reason) => Ok(json!({"reason": reason})),
        Move::Resume => Ok(json!({})),
        Move::PaymentOverdue(since) => Ok(json!({"hold": HoldKind::Payment, "since": since})),
        Move::PaymentPaid => Ok(json!({"hold": HoldKind::Payment})),
        Move::Hold(reason) => Ok(json!({"hold": HoldKind::Operator, "reason": reason})),
        Move::Release => Ok(json!({"hold": HoldKind::Operator})),
        Move::Cancel(wanted) => cancel(conn, whole, wanted, deed),
        Move::Keep => {
            whole.row.end_reason = None;
            unschedule(conn, whole, ScheduledChangeKind::Cancellation)?;
            Ok(json!({}))
        }
        Move::Reactivate(wanted) => reactivate(conn, whole, *wanted, deed.now),
        Move::Elapsed(due, at) => elapsed(conn, vault, whole, (*due, *at), deed),
    }
}

fn elapsed(
    conn: &mut Connection,
    vault: &Vault,
    whole: &mut Whole,
    (due, at): (Due, DateTime<Utc>),
    deed: &Deed,
) -> Result<Value, Refusal> {
    let (reseller, id) = (whole.row.reseller_id, whole.row.id);
    match due {
        Due::TrialEnd if whole.row.lifecycle == Lifecycle::Active => {
            end_trial(whole, TrialOutcome::Converted, at);
            let data = purchase(conn, whole, at, deed.now)?;
            jobs::service::notify(conn, vault, reseller, id, Notice::TrialConverted, deed.now)?;
            Ok(data)
        }
        Due::TrialEnd => {
            end_trial(whole, TrialOutcome::Expired, at);
            jobs::service::notify(conn, vault, reseller, id, Notice::TrialExpired, deed.now)?;
            Ok(json!({}))
        }
        Due::Close | Due::Cancellation => {
            end(conn, whole, at, deed)?;
            Ok(json!({"reason": whole.row.end_reason}))
        }
        Due::Renew => renew(conn, whole, deed.now),
        Due::AnnounceErasure => {
            whole.row.erasure_announced_at = Some(deed.now.into());
            jobs::service::notify(conn, vault, reseller, id, Notice::ErasureAnnounced, deed.now)?;
            Ok(json!({}))
        }
        Due::Erase => {
            erase::erase(conn, whole, deed.now)?;
            Ok(json!({}))
        }
        // Moves nothing: the timer sees to it.
        Due::Remind(_) => Ok(json!({})),
    }
}

/// Puts the subscription on hold.
pub(super) fn hold(conn: &mut Connection, whole: &mut Whole, kind: HoldKind, wanted: &Move, deed: &Deed) -> Result<(), Refusal> {
    let row = HoldRow {
        subscription_id: whole.row.id,
        kind,
        reseller_id: whole.row.reseller_id,
        reason: wanted.reason(),
        since: wanted.since(deed.now).into(),
        account_id: deed.account(),
    };
    if let Move::PaymentOverdue(since) = wanted {
        whole.row.overdue_since = Some(*since);
    }
    store::insert_hold(conn, &row)?;
    whole.holds.push(row);
    Ok(())
}

/// Lifts a hold. A trial's end moves by its reseller's pause; days on hold by the operator are paid back.
pub(super) fn release(conn: &mut Connection, whole: &mut Whole, kind: HoldKind, deed: &Deed) -> Result<(), Refusal> {
    match kind {
        HoldKind::Reseller => end_pause(whole, deed.now),
        HoldKind::Payment => whole.row.overdue_since = None,
        // What ended was paid back up to its end.
        HoldKind::Operator if !whole.state().is_live() => {}
        HoldKind::Operator => credit_days_on_hold(conn, whole, deed.now.date_naive(), deed.now)?,
    }
    store::delete_hold(conn, whole.row.reseller_id, whole.row.id, kind)?;
    whole.holds.retain(|hold| hold.kind != kind);
    Ok(())
}

/// A running trial's clock stood still while it was paused.
fn end_pause(whole: &mut Whole, now: DateTime<Utc>) {
    let since: Option<DateTime<Utc>> = whole.hold(HoldKind::Reseller).map(|hold| hold.since.into());
    if let (Some(trial), Some(since)) = (&mut whole.trial, since)
        && trial.outcome == TrialOutcome::Running
    {
        let ends_at: DateTime<Utc> = trial.ends_at.into();
        trial.ends_at = (ends_at + (now - since).max(TimeDelta::zero())).into();
    }
}

fn extend(whole: &mut Whole, extension: &ExtendTrial, now: DateTime<Utc>) -> Value {
    let paused: Option<DateTime<Utc>> = whole.hold(HoldKind::Reseller).map(|hold| hold.since.into());
    let Some(trial) = &mut whole.trial else { return json!({}) };
    let (ends_at, clock) = (DateTime::<Utc>::from(trial.ends_at), paused.unwrap_or(now));
    let ends_at = ends_at.max(clock) + TimeDelta::days(i64::from(extension.days));
    trial.ends_at = ends_at.into();
    (trial.outcome, trial.ended_at) = (TrialOutcome::Running, None);
    trial.reminded = trial.state().reminders_past(clock);
    json!({"days": extension.days, "ends_at": ends_at, "reason": extension.reason})
}

/// The first paid period begins on the day of an instant.
pub(super) fn purchase(conn: &mut Connection, whole: &mut Whole, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Value, Refusal> {
    let today = at.date_naive();
    whole.row.purchased_at = Some(at.into());
    whole.row.period_anchor = Some(today);
    begin_period(conn, whole, today, now)?;
    Ok(json!({"plan": whole.row.plan, "term": whole.row.term}))
}

/// A paid period begins, and is booked at the price of the day.
pub(super) fn begin_period(conn: &mut Connection, whole: &mut Whole, start: NaiveDate, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (Some(plan), Some(term)) = (whole.row.plan, whole.row.term) else {
        return Err(Refusal::Internal(format!("{} has no plan to begin a period with", whole.row.id)));
    };
    let end = periods::end_after(whole.row.period_anchor.unwrap_or(start), term, start);
    (whole.row.period_start, whole.row.period_end) = (Some(start), Some(end));
    let unit_price = plans::service::price(conn, whole.row.reseller_id, plan, term)?;
    let seats = whole.row.seats;
    let charge = NewCharge {
        subscription: whole.row.id,
        kind: ChargeKind::Period,
        date: start,
        days: (start, end),
        seats,
        plan,
        term,
        unit_price,
        amount: unit_price * seats,
    };
    statements::book(conn, whole.row.reseller_id, &charge, now)
}

/// The next period begins where the present one ends, with what was scheduled for it.
fn renew(conn: &mut Connection, whole: &mut Whole, now: DateTime<Utc>) -> Result<Value, Refusal> {
    let start = whole.row.period_end.unwrap_or_else(|| now.date_naive());
    credit_days_on_hold(conn, whole, start, now)?;
    let mut data = Map::from_iter([("period_start".to_owned(), json!(start))]);
    if let Some(seats) = scheduled(whole, ScheduledChangeKind::Seats).and_then(|text| text.parse::<i64>().ok()) {
        data.insert("seats".to_owned(), json!({"from": whole.row.seats, "to": seats}));
        whole.row.seats = seats;
        unschedule(conn, whole, ScheduledChangeKind::Seats)?;
    }
    if let Some(plan) = scheduled(whole, ScheduledChangeKind::Plan).and_then(|text| text.parse::<Plan>().ok()) {
        data.insert("plan".to_owned(), json!({"from": whole.row.plan, "to": plan}));
        whole.row.plan = Some(plan);
        unschedule(conn, whole, ScheduledChangeKind::Plan)?;
    }
    begin_period(conn, whole, start, now)?;
    data.insert("period_end".to_owned(), json!(whole.row.period_end));
    Ok(Value::Object(data))
}

fn cancel(conn: &mut Connection, whole: &mut Whole, wanted: &Cancel, deed: &Deed) -> Result<Value, Refusal> {
    let reason = &wanted.reason;
    whole.row.end_reason = Some(reason.clone());
    if whole.row.lifecycle == Lifecycle::CancelPending {
        let at = whole.row.period_end.map_or(deed.now, midnight);
        schedule(conn, whole, (ScheduledChangeKind::Cancellation, None), at, deed.now)?;
        return Ok(json!({"reason": reason, "effective_at": at}));
    }
    end(conn, whole, deed.now, deed)?;
    if let Some(purchased) = whole.row.purchased_at {
        refund(conn, whole, purchased.into(), deed.now)?;
    }
    Ok(json!({"reason": reason}))
}

fn reactivate(conn: &mut Connection, whole: &mut Whole, wanted: Reactivate, now: DateTime<Utc>) -> Result<Value, Refusal> {
    whole.row.plan = wanted.plan.or(whole.row.plan);
    whole.row.term = wanted.term.or(whole.row.term);
    let left = whole.state().trial_left(now);
    whole.row.end_reason = None;
    whole.row.ended_at = None;
    whole.row.erasure_announced_at = None;
    if whole.row.lifecycle == Lifecycle::Active {
        if let Some(trial) = whole.trial.as_mut().filter(|trial| trial.outcome != TrialOutcome::Converted) {
            (trial.outcome, trial.ended_at) = (TrialOutcome::Converted, Some(now.into()));
        }
        return purchase(conn, whole, now, now);
    }
    let Some(trial) = &mut whole.trial else { return Ok(json!({})) };
    trial.ends_at = (now + left).into();
    (trial.outcome, trial.ended_at) = (TrialOutcome::Running, None);
    trial.reminded = trial.state().reminders_past(now);
    Ok(json!({"ends_at": now + left}))
}

/// Ends the trial's own clock, if it is still open.
fn end_trial(whole: &mut Whole, outcome: TrialOutcome, at: DateTime<Utc>) {
    if let Some(trial) = &mut whole.trial
        && matches!(trial.outcome, TrialOutcome::Running | TrialOutcome::Expired)
    {
        (trial.outcome, trial.ended_at) = (outcome, Some(at.into()));
    }
}

/// The end of a subscription: the reseller's pause and the schedules fall away, open invites too; all else is kept until
/// erasure. Holds of the operator stay: who ends a subscription and brings it back must not be rid of them.
fn end(conn: &mut Connection, whole: &mut Whole, at: DateTime<Utc>, deed: &Deed) -> Result<(), Refusal> {
    let (reseller, id) = (whole.row.reseller_id, whole.row.id);
    if whole.trial.as_ref().is_some_and(|trial| trial.outcome == TrialOutcome::Running) {
        end_pause(whole, at);
        end_trial(whole, TrialOutcome::Ended, at);
    }
    credit_days_on_hold(conn, whole, at.date_naive(), deed.now)?;
    whole.row.ended_at = Some(at.into());
    store::delete_all_scheduled(conn, reseller, id)?;
    store::delete_hold(conn, reseller, id, HoldKind::Reseller)?;
    whole.scheduled.clear();
    whole.holds.retain(|hold| hold.kind != HoldKind::Reseller);
    invites::service::revoke_open(conn, reseller, id, deed)
}

/// What a plan and a term come to where both are chosen.
pub(super) const fn chosen(plan: Option<Plan>, term: Option<Term>) -> Option<(Plan, Term)> {
    match (plan, term) {
        (Some(plan), Some(term)) => Some((plan, term)),
        _ => None,
    }
}
