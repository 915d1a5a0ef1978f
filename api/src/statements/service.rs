//! Booking amounts, and reading the statements that they come to.

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{ResellerId, SubscriptionId};
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use shared::problem::ProblemCode;
use shared::statements::{Charge, ChargeKind, Statement, StatementLine};
use shared::subscriptions::{Plan, Term};

use super::domain::{Month, part};
use super::store::{self, ChargeRow};
use crate::http::cursor::{self, Cursor, Side};
use crate::platform::db::Connection;
use crate::platform::ids;
use crate::refusal::Refusal;
use crate::resellers;

/// An amount that is about to be booked.
#[derive(Debug, Clone, Copy)]
pub struct NewCharge {
    /// The subscription that it is for.
    pub subscription: SubscriptionId,
    /// What it is for.
    pub kind: ChargeKind,
    /// The day on which it falls due.
    pub date: NaiveDate,
    /// The days that it pays for: the first, and the one after the last.
    pub days: (NaiveDate, NaiveDate),
    /// The seats that it pays for.
    pub seats: i64,
    /// The plan.
    pub plan: Plan,
    /// The term.
    pub term: Term,
    /// The price of one seat for a whole term.
    pub unit_price: i64,
    /// The amount, in minor units.
    pub amount: i64,
}

/// Books an amount, in the transaction of the change that it follows from.
///
/// # Errors
/// The database failed.
pub fn book(conn: &mut Connection, reseller: ResellerId, charge: &NewCharge, now: DateTime<Utc>) -> Result<(), Refusal> {
    let row = ChargeRow {
        id: ids::next(),
        reseller_id: reseller,
        subscription_id: charge.subscription,
        kind: charge.kind,
        date: charge.date,
        period_start: charge.days.0,
        period_end: charge.days.1,
        seats: charge.seats,
        plan: charge.plan,
        term: charge.term,
        unit_price: charge.unit_price,
        amount: charge.amount,
        currency: resellers::service::currency(conn, reseller)?,
        created_at: now.into(),
    };
    store::insert(conn, &row)?;
    Ok(())
}

/// What one seat of a subscription costs for its present period; nothing where none was booked.
///
/// # Errors
/// The database failed.
pub fn unit_price(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> Result<Option<i64>, Refusal> {
    Ok(store::unit_price(conn, reseller, id)?)
}

/// The sum of what was booked for a subscription from an instant on.
///
/// # Errors
/// The database failed.
pub fn booked_since(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, from: DateTime<Utc>) -> Result<i64, Refusal> {
    Ok(store::since(conn, reseller, id, from.into())?.iter().map(|row| row.amount).sum())
}

/// What of the amounts that were booked for a subscription from an instant on is for the days of a span.
///
/// # Errors
/// The database failed.
pub fn booked_for_days(
    conn: &mut Connection,
    reseller: ResellerId,
    id: SubscriptionId,
    from: DateTime<Utc>,
    days: (NaiveDate, NaiveDate),
) -> Result<i64, Refusal> {
    let rows = store::since(conn, reseller, id, from.into())?;
    Ok(rows.iter().map(|row| part(row.amount, (row.period_start, row.period_end), days)).sum())
}

/// The statement of a month; an empty one where nothing was booked.
///
/// # Errors
/// The database failed.
pub fn get(conn: &mut Connection, reseller: ResellerId, month: Month) -> Result<Statement, Refusal> {
    let sum = store::sum(conn, reseller, month)?;
    let (currency, lines, total) = match sum {
        Some(sum) => (sum.currency, sum.lines, sum.total),
        None => (resellers::service::currency(conn, reseller)?, 0, 0),
    };
    Ok(Statement { month: month.to_string(), currency, lines: u32::try_from(lines).unwrap_or(u32::MAX), total })
}

/// The statements, latest first: every month from the first amount to the last.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(conn: &mut Connection, reseller: ResellerId, query: &PageQuery) -> Result<Page<Statement>, Refusal> {
    const FILTER: &str = "statements";
    let cursor = query.cursor.as_deref().map(|text| Cursor::<NaiveDate>::decode(text, FILTER)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let months = months(store::edge(conn, reseller, Side::Before)?, store::edge(conn, reseller, Side::After)?);
    let total = u32::try_from(months.len()).ok();
    let wanted = usize::try_from(limit).unwrap_or(1) + 1;
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let chosen: Vec<Month> = match cursor.map(|cursor| (cursor.side, cursor.key)) {
        None => months.into_iter().take(wanted).collect(),
        Some((Side::After, key)) => months.into_iter().filter(|month| month.first() < key).take(wanted).collect(),
        Some((Side::Before, key)) => months.into_iter().rev().filter(|month| month.first() > key).take(wanted).collect(),
    };
    let rows = chosen.into_iter().map(|month| Ok((month, get(conn, reseller, month)?))).collect::<Result<Vec<_>, Refusal>>()?;
    let page = cursor::page(rows, limit, side, FILTER, total, |(month, _)| month.first())?;
    let items = page.items.into_iter().map(|(_, statement)| statement).collect();
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total: page.total })
}

/// The months between two dates, latest first.
fn months(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Vec<Month> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut months: Vec<Month> = std::iter::successors(Some(Month::of(first)), |month| Some(Month::of(month.end())))
        .take_while(|month| month.first() <= last)
        .collect();
    months.reverse();
    months
}

/// The lines of a month's statement, by the customers' names.
///
/// # Errors
/// `invalid_cursor`.
pub fn lines(conn: &mut Connection, reseller: ResellerId, month: Month, query: &PageQuery) -> Result<Page<StatementLine>, Refusal> {
    let filter = format!("statement {month}");
    let cursor = query.cursor.as_deref().map(|text| Cursor::<(String, SubscriptionId)>::decode(text, &filter)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let rows = store::lines(conn, reseller, month, cursor.map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = get(conn, reseller, month)?.lines;
    let page = cursor::page(rows, limit, side, &filter, Some(total), |row| (row.company_key.clone(), row.id))?;
    let ids: Vec<SubscriptionId> = page.items.iter().map(|row| row.id).collect();
    let charges = store::of_month(conn, reseller, month, &ids)?;
    let line = |row: store::LineRow| StatementLine {
        subscription_id: row.id,
        company_name: Some(row.company_name).filter(|name| !name.is_empty()),
        product: row.product,
        currency: row.currency,
        amount: row.amount,
        charges: charges.iter().filter(|charge| charge.subscription_id == row.id).map(shown).collect(),
    };
    let items = page.items.into_iter().map(line).collect();
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total: page.total })
}

fn shown(row: &ChargeRow) -> Charge {
    Charge {
        kind: row.kind,
        date: row.date,
        period_start: row.period_start,
        period_end: row.period_end,
        seats: u32::try_from(row.seats).unwrap_or(u32::MAX),
        plan: row.plan,
        term: row.term,
        unit_price: row.unit_price,
        amount: row.amount,
    }
}

/// A month in a path; what is none names nothing.
///
/// # Errors
/// `not_found`.
pub fn month(text: &str) -> Result<Month, Refusal> {
    text.parse().map_err(|()| ProblemCode::NotFound.into())
}
