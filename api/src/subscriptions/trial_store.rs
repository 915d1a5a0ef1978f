//! The table of trials: lists by their end, and how they went.

use diesel::prelude::*;
use shared::ids::{ResellerId, SubscriptionId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;
use shared::trials::TrialOutcome;

use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, MultiBackend};
use crate::schema::{subscriptions, trials};

/// Which trials are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Only those that stand or went like this.
    pub outcome: Option<TrialOutcome>,
    /// Only those that end before this.
    pub ends_before: Option<Instant>,
    /// Only those that end then or later.
    pub ends_after: Option<Instant>,
}

/// How a trial went.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = trials)]
pub struct Course {
    /// When it began.
    pub started_at: Instant,
    /// How it stands.
    pub outcome: TrialOutcome,
    /// When it stopped running.
    pub ended_at: Option<Instant>,
}

type Boxed<'a> = trials::BoxedQuery<'a, MultiBackend>;

fn filtered<'a>(reseller: ResellerId, wanted: Wanted) -> Boxed<'a> {
    let erased = subscriptions::table
        .filter(subscriptions::id.eq(trials::subscription_id))
        .filter(subscriptions::erased_at.is_not_null())
        .select(subscriptions::id);
    let mut query =
        trials::table.filter(trials::reseller_id.eq(reseller)).filter(diesel::dsl::not(diesel::dsl::exists(erased))).into_boxed();
    if let Some(outcome) = wanted.outcome {
        query = query.filter(trials::outcome.eq(outcome));
    }
    if let Some(before) = wanted.ends_before {
        query = query.filter(trials::ends_at.lt(before));
    }
    if let Some(after) = wanted.ends_after {
        query = query.filter(trials::ends_at.ge(after));
    }
    query
}

/// The trials on one side of a place, one more than asked.
///
/// # Errors
/// The database failed.
pub fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    wanted: Wanted,
    at: Option<(Side, (Instant, SubscriptionId))>,
    limit: u32,
) -> QueryResult<Vec<(Instant, SubscriptionId)>> {
    let query = filtered(reseller, wanted).limit(i64::from(limit) + 1);
    let (ends_at, id) = (trials::ends_at, trials::subscription_id);
    let query = match at {
        None => query.order((ends_at.asc(), id.asc())),
        Some((Side::After, (end, last))) => {
            query.filter(ends_at.ge(end)).filter(ends_at.gt(end).or(id.gt(last))).order((ends_at.asc(), id.asc()))
        }
        Some((Side::Before, (end, first))) => {
            query.filter(ends_at.le(end)).filter(ends_at.lt(end).or(id.lt(first))).order((ends_at.desc(), id.desc()))
        }
    };
    query.select((ends_at, id)).load(conn)
}

/// How many there are, up to the limit of counting.
///
/// # Errors
/// The database failed.
pub fn count(conn: &mut Connection, reseller: ResellerId, wanted: Wanted) -> QueryResult<Option<u32>> {
    let inner = filtered(reseller, wanted).select(trials::subscription_id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// How the trials that began at an instant or later went.
///
/// # Errors
/// The database failed.
pub fn courses(conn: &mut Connection, reseller: ResellerId, from: Instant) -> QueryResult<Vec<Course>> {
    trials::table.filter(trials::reseller_id.eq(reseller)).filter(trials::started_at.ge(from)).select(Course::as_select()).load(conn)
}
