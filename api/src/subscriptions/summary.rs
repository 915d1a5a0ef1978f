//! Counts for the tiles: by status and product from one covering index, and two windows.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shared::ids::ResellerId;
use shared::sql::{Instant, XUuid};
use shared::subscriptions::{ConnectionStatus, Product, ProductCount, Status, StatusCount, Summary};
use shared::trials::TrialOutcome;

use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::schema::{connections, subscriptions, trials};

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    status: Status,
    #[diesel(sql_type = Text)]
    product: Product,
    #[diesel(sql_type = BigInt)]
    subscriptions: i64,
    #[diesel(sql_type = BigInt)]
    seats: i64,
}

/// The counts of a reseller.
pub(super) fn of(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<Summary, Refusal> {
    // SUM of bigint is numeric on PostgreSQL, hence the cast.
    let counted: Vec<Counted> = diesel::sql_query(
        "SELECT status, product, COUNT(*) AS subscriptions, CAST(SUM(seats) AS BIGINT) AS seats \
         FROM subscriptions WHERE reseller_id = $1 AND erased_at IS NULL GROUP BY archived, status, product",
    )
    .bind::<XUuid, _>(reseller)
    .load(conn)?;
    let running = || counted.iter().filter(|row| row.status != Status::Ended);
    let sum = |rows: &mut dyn Iterator<Item = &Counted>| u32::try_from(rows.map(|row| row.subscriptions).sum::<i64>()).unwrap_or(u32::MAX);
    let by_status = Status::ALL
        .iter()
        .filter(|status| **status != Status::Ended)
        .map(|status| StatusCount { status: *status, count: sum(&mut running().filter(|row| row.status == *status)) });
    let by_product = Product::ALL
        .iter()
        .map(|product| ProductCount { product: *product, count: sum(&mut running().filter(|row| row.product == *product)) });
    Ok(Summary {
        by_status: by_status.collect(),
        by_product: by_product.collect(),
        total: sum(&mut running()),
        seats: u64::try_from(running().map(|row| row.seats).sum::<i64>()).unwrap_or(0),
        trials_ending: trials_ending(conn, reseller, now)?,
        payments_due: payments_due(conn, reseller, now)?,
        connections_failing: connections_failing(conn, reseller)?,
        archived: sum(&mut counted.iter().filter(|row| row.status == Status::Ended)),
    })
}

/// Running trials that end within 7 days and are not on hold: what the tile's filter lists.
fn trials_ending(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<u32, Refusal> {
    let until = Instant::from(now + TimeDelta::days(7));
    let count: i64 = trials::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(trials::subscription_id)))
        .filter(trials::reseller_id.eq(reseller))
        .filter(trials::outcome.eq(TrialOutcome::Running))
        .filter(trials::ends_at.le(until))
        .filter(subscriptions::status.eq(Status::Trial))
        .count()
        .get_result(conn)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Subscriptions whose connection needs attention.
fn connections_failing(conn: &mut Connection, reseller: ResellerId) -> Result<u32, Refusal> {
    let count: i64 = connections::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(connections::subscription_id)))
        .filter(connections::reseller_id.eq(reseller))
        .filter(connections::status.eq(ConnectionStatus::NeedsAttention))
        .filter(subscriptions::archived.eq(false))
        .count()
        .get_result(conn)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Payments due within 30 days, overdue ones included.
fn payments_due(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<u32, Refusal> {
    let until = i64::from((now + TimeDelta::days(30)).date_naive().num_days_from_ce());
    let count: i64 = subscriptions::table
        .filter(subscriptions::reseller_id.eq(reseller))
        .filter(subscriptions::archived.eq(false))
        .filter(subscriptions::payment_rank_asc.le(until))
        .count()
        .get_result(conn)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
