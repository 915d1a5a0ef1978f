//! How many subscriptions a reseller has, kept as rows that add up. A change writes what it takes away and what it adds, and
//! waits for nobody; from time to time all rows of a reseller are counted anew, so that they stay few. So the tiles and the
//! lists' totals cost as much for a hundred thousand subscriptions as for a hundred.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use diesel::dsl::{count_star, exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shared::ids::ResellerId;
use shared::sql::{Instant, XUuid};
use shared::subscriptions::{Product, Status};

use super::filter::Filter;
use super::store::Whole;
use crate::platform::db::{Connection, Db, dialect};
use crate::refusal::Refusal;
use crate::schema::{resellers, subscription_counts as counts};

/// So many changes of a reseller are let stand before its rows are counted anew.
const CHANGES_MAX: i64 = 100;
/// How old counts may become.
const COUNTED_EVERY: TimeDelta = TimeDelta::days(1);

/// What a subscription adds to its reseller's counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    status: Status,
    product: Product,
    /// The day (of the Common Era) on which its trial ends, unless that is on hold.
    trial_day: Option<i64>,
    /// The day of its next payment: a trial with a plan has one as well.
    payment_day: Option<i64>,
    seats: i64,
}

impl Share {
    /// What is erased is no subscription any more.
    fn of(whole: &Whole) -> Option<Self> {
        let row = &whole.row;
        let trial = whole.trial.as_ref().filter(|_| row.status == Status::Trial);
        row.erased_at.is_none().then(|| Self {
            status: row.status,
            product: row.product,
            trial_day: trial.map(|trial| day(trial.ends_at.into())),
            payment_day: row.next_payment_date.map(|date| i64::from(date.num_days_from_ce())),
            seats: row.seats,
        })
    }
}

/// The day of an instant, counted in the Common Era.
pub(super) fn day(at: DateTime<Utc>) -> i64 {
    i64::from(at.date_naive().num_days_from_ce())
}

/// Adds a new subscription.
pub(super) fn add(conn: &mut Connection, whole: &Whole) -> QueryResult<()> {
    Share::of(whole).map_or(Ok(()), |share| write(conn, whole.row.reseller_id, share, 1))
}

/// Takes away what a subscription was, and adds what it is.
pub(super) fn change(conn: &mut Connection, was: &Whole, is: &Whole) -> QueryResult<()> {
    let (before, after) = (Share::of(was), Share::of(is));
    if before == after {
        return Ok(());
    }
    if let Some(share) = before {
        write(conn, was.row.reseller_id, share, -1)?;
    }
    after.map_or(Ok(()), |share| write(conn, is.row.reseller_id, share, 1))
}

fn write(conn: &mut Connection, reseller: ResellerId, share: Share, times: i64) -> QueryResult<()> {
    let row = (
        counts::reseller_id.eq(reseller),
        counts::status.eq(share.status),
        counts::product.eq(share.product),
        counts::trial_day.eq(share.trial_day),
        counts::payment_day.eq(share.payment_day),
        counts::subscriptions.eq(times),
        counts::seats.eq(times * share.seats),
    );
    diesel::insert_into(counts::table).values(row).execute(conn).map(drop)
}

/// The counts of one status and product.
#[derive(Debug, QueryableByName)]
pub(super) struct Counted {
    #[diesel(sql_type = Text)]
    pub status: Status,
    #[diesel(sql_type = Text)]
    pub product: Product,
    #[diesel(sql_type = BigInt)]
    pub subscriptions: i64,
    #[diesel(sql_type = BigInt)]
    pub seats: i64,
    /// Those whose trial ends before the day of `trials_before`.
    #[diesel(sql_type = BigInt)]
    pub trials_ending: i64,
    /// Those whose payment is due until the day of `payments_until`.
    #[diesel(sql_type = BigInt)]
    pub payments_due: i64,
}

/// A reseller's counts by status and product.
pub(super) fn by_status(conn: &mut Connection, reseller: ResellerId, trials_before: i64, payments_until: i64) -> QueryResult<Vec<Counted>> {
    // SUM of bigint is numeric on PostgreSQL, hence the casts; SQLite binds what stands first first, whatever its number.
    diesel::sql_query(
        "SELECT status, product, CAST(SUM(subscriptions) AS BIGINT) AS subscriptions, CAST(SUM(seats) AS BIGINT) AS seats, \
         CAST(SUM(CASE WHEN trial_day < $1 THEN subscriptions ELSE 0 END) AS BIGINT) AS trials_ending, \
         CAST(SUM(CASE WHEN payment_day <= $2 THEN subscriptions ELSE 0 END) AS BIGINT) AS payments_due \
         FROM subscription_counts WHERE reseller_id = $3 GROUP BY status, product",
    )
    .bind::<BigInt, _>(trials_before)
    .bind::<BigInt, _>(payments_until)
    .bind::<XUuid, _>(reseller)
    .load(conn)
}

/// How many rows a filter has, where the counts know.
pub(super) fn total(conn: &mut Connection, reseller: ResellerId, filter: &Filter) -> QueryResult<Option<i64>> {
    let Filter { status, product, archived, connection: None, ids: None, trial_ends_until: None, payment_due_until: None, words } = filter
    else {
        return Ok(None);
    };
    if !words.is_empty() {
        return Ok(None);
    }
    let mut query = counts::table
        .filter(counts::reseller_id.eq(reseller))
        .select(sql::<BigInt>("CAST(COALESCE(SUM(subscriptions), 0) AS BIGINT)"))
        .into_boxed();
    query = if *archived { query.filter(counts::status.eq(Status::Ended)) } else { query.filter(counts::status.ne(Status::Ended)) };
    if let Some(status) = status {
        query = query.filter(counts::status.eq(*status));
    }
    if let Some(product) = product {
        query = query.filter(counts::product.eq(*product));
    }
    query.first(conn).map(Some)
}

/// Counts those resellers anew that have changed much, and those that were not counted for a day: a server of the version
/// before, which knew of no counts, may have written beside this one.
///
/// # Errors
/// The database failed.
pub async fn count_anew_across_tenants(db: &Db, now: DateTime<Utc>) -> Result<(), Refusal> {
    let wanted = db.read(move |conn| Ok::<_, Refusal>((changed_across_tenants(conn)?, stale_across_tenants(conn, now - COUNTED_EVERY)?)));
    let (changed, stale) = wanted.await?;
    for reseller in changed.into_iter().chain(stale).collect::<BTreeSet<_>>() {
        db.tx(move |conn| Ok::<_, Refusal>(dialect::count_subscriptions_anew(conn, reseller, now.into())?)).await?;
    }
    Ok(())
}

fn changed_across_tenants(conn: &mut Connection) -> QueryResult<Vec<ResellerId>> {
    counts::table
        .filter(counts::counted_at.is_null())
        .group_by(counts::reseller_id)
        .having(count_star().ge(CHANGES_MAX))
        .select(counts::reseller_id)
        .load(conn)
}

fn stale_across_tenants(conn: &mut Connection, since: DateTime<Utc>) -> QueryResult<Vec<ResellerId>> {
    let counted = counts::table
        .filter(counts::reseller_id.eq(resellers::id))
        .filter(counts::counted_at.ge(Instant::from(since)))
        .select(counts::reseller_id);
    resellers::table.filter(not(exists(counted))).select(resellers::id).load(conn)
}
