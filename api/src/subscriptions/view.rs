//! Rows of subscriptions as the contract shows them: whole for the reseller's people, without money, schedules and
//! notes for the customer's.

use chrono::{DateTime, Utc};
use shared::subscriptions::{Hold, ScheduledChange, Subscription};
use shared::trials::{Trial, TrialOutcome};

use super::domain::{self, State};
use super::store::{TrialRow, Whole};
use super::{link, transitions};
use crate::http::caller::Capacity;
use crate::refusal::Refusal;

/// The trial as it stands at a time.
pub fn trial(row: &TrialRow, state: &State, now: DateTime<Utc>) -> Trial {
    let running = row.outcome == TrialOutcome::Running;
    let extendable = matches!(row.outcome, TrialOutcome::Running | TrialOutcome::Expired);
    Trial {
        started_at: row.started_at.into(),
        ends_at: row.ends_at.into(),
        days_left: if running { domain::begun_days(state.trial_left(now)) } else { 0 },
        outcome: row.outcome,
        extension_days_left: if extendable { row.state().extension_days_left() } else { 0 },
    }
}

/// The subscription as a person in this capacity sees it.
pub fn subscription(whole: &Whole, capacity: Capacity, now: DateTime<Utc>) -> Result<Subscription, Refusal> {
    let state = whole.state();
    let row = &whole.row;
    let shown = capacity.is_reseller();
    let holds =
        whole.holds.iter().map(|hold| Hold { kind: hold.kind, reason: hold.reason.clone(), since: hold.since.into(), by: hold.account_id });
    let scheduled = whole.scheduled.iter().map(|change| ScheduledChange {
        id: change.id,
        kind: change.kind,
        at: change.at.into(),
        to: change.new_value.clone(),
    });
    let allowed = transitions::allowed_actions(&state, now);
    Ok(Subscription {
        id: row.id,
        product: row.product,
        company_name: row.company_name.clone(),
        seats: u32::try_from(row.seats).unwrap_or(u32::MAX),
        status: state.status(),
        lifecycle: row.lifecycle,
        holds: shown.then(|| holds.collect()),
        customer_edits_signatures: row.customer_edits_signatures,
        trial: whole.trial.as_ref().map(|row| trial(row, &state, now)),
        plan: shown.then_some(row.plan),
        term: shown.then_some(row.term),
        next_payment_date: shown.then(|| state.next_payment_date()),
        connection: link::of(whole.link.as_ref()),
        external_ref: shown.then(|| row.external_ref.clone()),
        metadata: if shown { Some(serde_json::from_str(&row.metadata)?) } else { None },
        allowed_actions: allowed.into_iter().filter(|action| capacity.may(domain::right_for(*action))).collect(),
        scheduled_changes: shown.then(|| scheduled.collect()),
        immediate_cancel_until: shown.then(|| state.immediate_cancel_until(now)),
        end_reason: shown.then(|| row.end_reason.clone()),
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        ended_at: row.ended_at.map(Into::into),
        erased_at: row.erased_at.map(Into::into),
        version: row.version,
    })
}
