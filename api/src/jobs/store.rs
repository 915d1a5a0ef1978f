//! The table of jobs.

use diesel::prelude::*;
use shared::ids::{JobId, ResellerId};
use shared::sql::Instant;

use super::Lane;
use crate::platform::db::{Connection, dialect};
use crate::schema::jobs;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = jobs)]
pub(super) struct JobRow {
    pub id: JobId,
    pub reseller_id: Option<ResellerId>,
    pub kind: String,
    pub payload: Vec<u8>,
    pub state: String,
    pub due_at: Instant,
    pub attempts: i64,
    pub created_at: Instant,
    pub lane: String,
}

pub(super) fn insert(conn: &mut Connection, row: &JobRow) -> QueryResult<usize> {
    diesel::insert_into(jobs::table).values(row).execute(conn)
}

/// Whether anything of a lane is due: a read, so that an idle worker writes nothing.
pub(super) fn is_any_due_across_tenants(conn: &mut Connection, lane: Lane, now: Instant) -> QueryResult<bool> {
    let of_lane = jobs::table.filter(jobs::lane.eq(lane.as_str())).filter(jobs::state.eq("pending"));
    let due = of_lane.filter(jobs::due_at.le(now)).select(jobs::id).limit(1);
    Ok(due.first::<JobId>(conn).optional()?.is_some())
}

/// How many jobs that go by their reseller's clock, and that nobody claimed yet, are due after an instant, up to another.
pub(super) fn count_own_due_between(conn: &mut Connection, reseller: ResellerId, after: Instant, until: Instant) -> QueryResult<i64> {
    let waiting = jobs::table.filter(jobs::reseller_id.eq(reseller)).filter(jobs::kind.eq_any(dialect::BY_OWN_CLOCK));
    let unclaimed = waiting.filter(jobs::state.eq("pending")).filter(jobs::attempts.eq(0));
    unclaimed.filter(jobs::due_at.gt(after)).filter(jobs::due_at.le(until)).count().get_result(conn)
}

/// Takes due jobs of a lane until `lease_end`, when they are due again unless they were finished.
pub(super) fn claim_due_across_tenants(
    conn: &mut Connection,
    lane: Lane,
    now: Instant,
    lease_end: Instant,
    limit: i64,
) -> QueryResult<Vec<JobRow>> {
    let ids = dialect::claimable_jobs_across_tenants(conn, lane.as_str(), now, limit)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(jobs::table.filter(jobs::id.eq_any(ids.clone())))
        .set((jobs::due_at.eq(lease_end), jobs::attempts.eq(jobs::attempts + 1)))
        .execute(conn)?;
    jobs::table.filter(jobs::id.eq_any(ids)).order((jobs::created_at, jobs::id)).select(JobRow::as_select()).load(conn)
}

/// Ends a job, if it is still the claim that `attempt` numbers. Gives whether it was.
pub(super) fn finish(conn: &mut Connection, id: JobId, attempt: i64, state: &str, error: Option<&str>, now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(jobs::table.find(id))
        .filter(jobs::state.eq("pending"))
        .filter(jobs::attempts.eq(attempt))
        // What it held may be a token; nobody needs it any more.
        .set((jobs::state.eq(state), jobs::last_error.eq(error), jobs::finished_at.eq(now), jobs::payload.eq(Vec::<u8>::new())))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Puts a job off, if it is still the claim that `attempt` numbers.
pub(super) fn put_off(conn: &mut Connection, id: JobId, attempt: i64, due_at: Instant, error: &str) -> QueryResult<bool> {
    let changed = diesel::update(jobs::table.find(id))
        .filter(jobs::state.eq("pending"))
        .filter(jobs::attempts.eq(attempt))
        .set((jobs::due_at.eq(due_at), jobs::last_error.eq(error)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Deletes jobs that ended before a time; gives how many.
pub(super) fn delete_finished_across_tenants(conn: &mut Connection, before: Instant) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::state.ne("pending")).filter(jobs::finished_at.lt(before))).execute(conn)
}
