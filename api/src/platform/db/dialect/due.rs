//! What is due, and what comes due sooner.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::ids::{JobId, ResellerId, SubscriptionId};
use shared::sql::{Instant, XUuid};

use super::super::Connection;
use crate::schema::jobs;

/// Which jobs of a lane a worker takes: those that are due and not leased, earliest first. On PostgreSQL rows that another worker
/// is taking are passed over; SQLite has one writer.
///
/// # Errors
/// The database failed.
pub fn claimable_jobs_across_tenants(conn: &mut Connection, lane: &str, now: Instant, limit: i64) -> QueryResult<Vec<JobId>> {
    let due = jobs::table
        .select(jobs::id)
        .filter(jobs::lane.eq(lane))
        .filter(jobs::state.eq("pending"))
        .filter(jobs::due_at.le(now))
        .order((jobs::due_at, jobs::id))
        .limit(limit);
    match conn {
        Connection::Postgres(pg) => due.for_update().skip_locked().load(pg),
        Connection::Sqlite(lite) => due.load(lite),
    }
}

/// Which timers a worker takes: those that are due, earliest first. On PostgreSQL their subscriptions' rows are locked,
/// and those that another transaction holds are passed over; SQLite has one writer.
///
/// # Errors
/// The database failed.
pub fn claimable_timers_across_tenants(conn: &mut Connection, now: Instant, limit: i64) -> QueryResult<Vec<(ResellerId, SubscriptionId)>> {
    use crate::schema::{subscriptions, timers};
    match conn {
        Connection::Postgres(pg) => {
            let due = timers::table
                .filter(timers::due_at.le(now))
                .order((timers::due_at, timers::subscription_id))
                .select((timers::reseller_id, timers::subscription_id))
                // Some of them may be another worker's just now.
                .limit(limit * 4)
                .load::<(ResellerId, SubscriptionId)>(pg)?;
            let free: Vec<SubscriptionId> = subscriptions::table
                .filter(subscriptions::id.eq_any(due.iter().map(|(_, id)| *id)))
                .order(subscriptions::id)
                .limit(limit)
                .select(subscriptions::id)
                .for_no_key_update()
                .skip_locked()
                .load(pg)?;
            Ok(due.into_iter().filter(|(_, id)| free.contains(id)).collect())
        }
        Connection::Sqlite(lite) => timers::table
            .filter(timers::due_at.le(now))
            .order((timers::due_at, timers::subscription_id))
            .limit(limit)
            .select((timers::reseller_id, timers::subscription_id))
            .load(lite),
    }
}

/// Brings all timers of a reseller forward.
///
/// # Errors
/// The database failed.
pub fn bring_timers_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let earlier = earlier(conn);
    bring_forward(conn, format!("UPDATE timers SET {earlier} WHERE reseller_id = $2"), reseller, step)
}

/// Brings the timers of a reseller's invites forward that no worker has claimed. The words are those of the index.
///
/// # Errors
/// The database failed.
pub fn bring_own_jobs_forward(conn: &mut Connection, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let earlier = earlier(conn);
    // The kinds as the index says them.
    let kinds = BY_OWN_CLOCK.join("', '");
    let unclaimed = format!("reseller_id = $2 AND state = 'pending' AND kind IN ('{kinds}') AND attempts = 0");
    bring_forward(conn, format!("UPDATE jobs SET {earlier} WHERE {unclaimed}"), reseller, step)
}

/// The kinds of jobs that go by their reseller's clock.
pub const BY_OWN_CLOCK: [&str; 3] = ["expire_invite", "check_domain", "sync_directory"];

const fn earlier(conn: &Connection) -> &'static str {
    match conn {
        Connection::Postgres(_) => "due_at = due_at - $1 * interval '1 microsecond'",
        Connection::Sqlite(_) => "due_at = due_at - $1",
    }
}

fn bring_forward(conn: &mut Connection, query: String, reseller: ResellerId, step: TimeDelta) -> QueryResult<usize> {
    let micros = step.num_microseconds().unwrap_or_default();
    // SQLite numbers placeholders by where they stand, whatever their names.
    diesel::sql_query(query).bind::<diesel::sql_types::BigInt, _>(micros).bind::<XUuid, _>(reseller).execute(conn)
}
