//! Changes that wait for their date: the next period's seats and plan, and a cancellation.

use chrono::{DateTime, Utc};
use shared::subscriptions::ScheduledChangeKind;

use super::store::{self, ScheduledRow, Whole};
use crate::platform::db::Connection;
use crate::platform::ids;
use crate::refusal::Refusal;

/// Schedules a change, in place of an earlier one of its kind.
pub(super) fn schedule(
    conn: &mut Connection,
    whole: &mut Whole,
    (kind, new_value): (ScheduledChangeKind, Option<String>),
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    unschedule(conn, whole, kind)?;
    let row = ScheduledRow {
        id: ids::next(),
        reseller_id: whole.row.reseller_id,
        subscription_id: whole.row.id,
        kind,
        at: at.into(),
        new_value,
        created_at: now.into(),
    };
    store::insert_scheduled(conn, &row)?;
    whole.scheduled.push(row);
    Ok(())
}

/// Takes the scheduled change of a kind back.
pub(super) fn unschedule(conn: &mut Connection, whole: &mut Whole, kind: ScheduledChangeKind) -> Result<(), Refusal> {
    store::delete_scheduled(conn, whole.row.reseller_id, whole.row.id, kind)?;
    whole.scheduled.retain(|change| change.kind != kind);
    Ok(())
}

/// The value that is scheduled.
pub(super) fn scheduled(whole: &Whole, kind: ScheduledChangeKind) -> Option<String> {
    whole.scheduled(kind).and_then(|change| change.new_value.clone())
}
