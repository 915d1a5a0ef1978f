//! The table of timers.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};
use shared::sql::Instant;

use crate::platform::db::{Connection, dialect};
use crate::schema::timers;

/// Sets a subscription's timer, in place of the one it had.
pub(super) fn set(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, due_at: Instant) -> QueryResult<()> {
    let changed = diesel::update(timers::table.find(id))
        .filter(timers::reseller_id.eq(reseller))
        .set((timers::due_at.eq(due_at), timers::failures.eq(0), timers::last_error.eq(None::<String>)))
        .execute(conn)?;
    if changed == 0 {
        let row = (timers::subscription_id.eq(id), timers::reseller_id.eq(reseller), timers::due_at.eq(due_at));
        diesel::insert_into(timers::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Takes a subscription's timer away.
pub(super) fn unset(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<usize> {
    diesel::delete(timers::table.find(id).filter(timers::reseller_id.eq(reseller))).execute(conn)
}

/// Whether any is due: a read, so that an idle worker writes nothing.
pub(super) fn is_any_due_across_tenants(conn: &mut Connection, now: Instant) -> QueryResult<bool> {
    let due = timers::table.filter(timers::due_at.le(now)).select(timers::subscription_id).limit(1);
    Ok(due.first::<SubscriptionId>(conn).optional()?.is_some())
}

/// When the next one is due.
pub(super) fn next_due_across_tenants(conn: &mut Connection) -> QueryResult<Option<Instant>> {
    timers::table.order(timers::due_at.asc()).select(timers::due_at).first(conn).optional()
}

/// Takes due timers by locking their subscriptions, earliest first; those that another worker holds are passed over.
pub(super) fn claim_due_across_tenants(conn: &mut Connection, now: Instant, limit: i64) -> QueryResult<Vec<(ResellerId, SubscriptionId)>> {
    let mut due = dialect::claimable_timers_across_tenants(conn, now, limit)?;
    // All workers take the resellers' event numbers in the same order, so that none waits for another in a circle; what is
    // of one reseller stays in the order in which it is due.
    due.sort_by_key(|(reseller, _)| *reseller);
    Ok(due)
}

/// Whether a timer is due still: another worker may have seen to it before its subscription was locked.
pub(super) fn is_due(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, now: Instant) -> QueryResult<bool> {
    let due = timers::table.find(id).filter(timers::reseller_id.eq(reseller)).filter(timers::due_at.le(now)).select(timers::due_at);
    Ok(due.first::<Instant>(conn).optional()?.is_some())
}

/// How many of a reseller's timers are due after an instant, up to another.
pub(super) fn count_due_between(conn: &mut Connection, reseller: ResellerId, after: Instant, until: Instant) -> QueryResult<i64> {
    let of_reseller = timers::table.filter(timers::reseller_id.eq(reseller));
    of_reseller.filter(timers::due_at.gt(after)).filter(timers::due_at.le(until)).count().get_result(conn)
}

/// Puts a timer off that could not be carried out. `wait` tells the instant by the number of failures so far.
pub(super) fn put_off(
    conn: &mut Connection,
    reseller: ResellerId,
    id: SubscriptionId,
    why: &str,
    wait: impl Fn(i64) -> DateTime<Utc>,
) -> QueryResult<()> {
    let failures: i64 = timers::table.find(id).filter(timers::reseller_id.eq(reseller)).select(timers::failures).first(conn)?;
    diesel::update(timers::table.find(id))
        .filter(timers::reseller_id.eq(reseller))
        .set((timers::due_at.eq(Instant::from(wait(failures + 1))), timers::failures.eq(failures + 1), timers::last_error.eq(why)))
        .execute(conn)?;
    Ok(())
}
