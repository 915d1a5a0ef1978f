//! Counts for the tiles, from what is kept of them (`counts`).

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::ResellerId;
use shared::sql::Instant;
use shared::subscriptions::{ConnectionStatus, Product, ProductCount, Status, StatusCount, Summary};
use shared::trials::TrialOutcome;

use super::counts::{self, Counted};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::schema::{connections, subscriptions, trials};

/// The counts of a reseller.
pub(super) fn of(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<Summary, Refusal> {
    let trials_until = now + TimeDelta::days(7);
    let counted = counts::by_status(conn, reseller, counts::day(trials_until), counts::day(now + TimeDelta::days(30)))?;
    let running = || counted.iter().filter(|row| row.status != Status::Ended);
    let sum = |rows: &mut dyn Iterator<Item = i64>| u32::try_from(rows.sum::<i64>()).unwrap_or(u32::MAX);
    let count = |rows: &mut dyn Iterator<Item = &Counted>| sum(&mut rows.map(|row| row.subscriptions));
    let by_status = Status::ALL
        .iter()
        .filter(|status| **status != Status::Ended)
        .map(|status| StatusCount { status: *status, count: count(&mut running().filter(|row| row.status == *status)) });
    let by_product = Product::ALL
        .iter()
        .map(|product| ProductCount { product: *product, count: count(&mut running().filter(|row| row.product == *product)) });
    Ok(Summary {
        by_status: by_status.collect(),
        by_product: by_product.collect(),
        total: count(&mut running()),
        seats: u64::try_from(running().map(|row| row.seats).sum::<i64>()).unwrap_or(0),
        // Running trials that end within 7 days and are not on hold: what the tile's filter lists.
        trials_ending: sum(&mut running().map(|row| row.trials_ending))
            .saturating_add(trials_ending_on_the_day_until(conn, reseller, trials_until)?),
        // Payments due within 30 days, overdue ones included.
        payments_due: sum(&mut running().map(|row| row.payments_due)),
        connections_failing: connections_failing(conn, reseller)?,
        archived: count(&mut counted.iter().filter(|row| row.status == Status::Ended)),
    })
}

/// Running trials that end on the day of an instant, and no later than that instant: the counts know days alone.
fn trials_ending_on_the_day_until(conn: &mut Connection, reseller: ResellerId, until: DateTime<Utc>) -> Result<u32, Refusal> {
    let midnight = until.date_naive().and_time(NaiveTime::MIN).and_utc();
    let count: i64 = trials::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(trials::subscription_id)))
        .filter(trials::reseller_id.eq(reseller))
        .filter(trials::outcome.eq(TrialOutcome::Running))
        .filter(trials::ends_at.ge(Instant::from(midnight)))
        .filter(trials::ends_at.le(Instant::from(until)))
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
