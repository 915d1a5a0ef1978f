//! The table of charges.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};
use shared::ids::{ChargeId, ResellerId, SubscriptionId};
use shared::sql::{Instant, XUuid};
use shared::statements::ChargeKind;
use shared::subscriptions::{Plan, Product, Term};

use super::domain::Month;
use crate::http::cursor::Side;
use crate::platform::db::Connection;
use crate::schema::charges;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = charges)]
pub(super) struct ChargeRow {
    pub id: ChargeId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub kind: ChargeKind,
    pub date: NaiveDate,
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub seats: i64,
    pub plan: Plan,
    pub term: Term,
    pub unit_price: i64,
    pub amount: i64,
    pub currency: String,
    pub created_at: Instant,
}

pub(super) fn insert(conn: &mut Connection, row: &ChargeRow) -> QueryResult<usize> {
    diesel::insert_into(charges::table).values(row).execute(conn)
}

/// The charges of a subscription that were written from an instant on, oldest first.
pub(super) fn since(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId, from: Instant) -> QueryResult<Vec<ChargeRow>> {
    charges::table
        .filter(charges::subscription_id.eq(id))
        .filter(charges::reseller_id.eq(reseller))
        .filter(charges::created_at.ge(from))
        .order(charges::id)
        .select(ChargeRow::as_select())
        .load(conn)
}

/// The charges of subscriptions in a month, oldest first.
pub(super) fn of_month(conn: &mut Connection, reseller: ResellerId, month: Month, ids: &[SubscriptionId]) -> QueryResult<Vec<ChargeRow>> {
    charges::table
        .filter(charges::reseller_id.eq(reseller))
        .filter(charges::date.ge(month.first()))
        .filter(charges::date.lt(month.end()))
        .filter(charges::subscription_id.eq_any(ids.to_vec()))
        .order((charges::date, charges::id))
        .select(ChargeRow::as_select())
        .load(conn)
}

/// What one seat costs for the present period: by its charge, or by that of the higher plan since.
pub(super) fn unit_price(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<Option<i64>> {
    let rows: Vec<(ChargeKind, i64)> = charges::table
        .filter(charges::subscription_id.eq(id))
        .filter(charges::reseller_id.eq(reseller))
        .filter(charges::kind.eq_any([ChargeKind::Period, ChargeKind::Plan]))
        .order(charges::id.desc())
        .limit(8)
        .select((charges::kind, charges::unit_price))
        .load(conn)?;
    // A higher plan's charge has the difference alone.
    let mut price = 0;
    for (kind, unit_price) in rows {
        price += unit_price;
        if kind == ChargeKind::Period {
            return Ok(Some(price));
        }
    }
    Ok(None)
}

#[derive(QueryableByName)]
pub(super) struct MonthSum {
    #[diesel(sql_type = Text)]
    pub currency: String,
    #[diesel(sql_type = BigInt)]
    pub lines: i64,
    #[diesel(sql_type = BigInt)]
    pub total: i64,
}

/// The sum of a month.
pub(super) fn sum(conn: &mut Connection, reseller: ResellerId, month: Month) -> QueryResult<Option<MonthSum>> {
    diesel::sql_query(
        "SELECT currency, COUNT(DISTINCT subscription_id) AS lines, CAST(SUM(amount) AS BIGINT) AS total \
         FROM charges WHERE reseller_id = $1 AND date >= $2 AND date < $3 GROUP BY currency ORDER BY currency",
    )
    .bind::<XUuid, _>(reseller)
    .bind::<Date, _>(month.first())
    .bind::<Date, _>(month.end())
    .get_result(conn)
    .optional()
}

/// The date of the earliest charge, or of the latest.
pub(super) fn edge(conn: &mut Connection, reseller: ResellerId, side: Side) -> QueryResult<Option<NaiveDate>> {
    let dates = charges::table.filter(charges::reseller_id.eq(reseller)).select(charges::date);
    match side {
        Side::Before => dates.order(charges::date.asc()).first(conn).optional(),
        Side::After => dates.order(charges::date.desc()).first(conn).optional(),
    }
}

#[derive(QueryableByName)]
pub(super) struct LineRow {
    #[diesel(sql_type = XUuid)]
    pub id: SubscriptionId,
    #[diesel(sql_type = Text)]
    pub company_name: String,
    #[diesel(sql_type = Text)]
    pub company_key: String,
    #[diesel(sql_type = Text)]
    pub product: Product,
    #[diesel(sql_type = Text)]
    pub currency: String,
    #[diesel(sql_type = BigInt)]
    pub amount: i64,
}

/// The lines of a month by the customers' names, on one side of a place, one more than asked.
pub(super) fn lines(
    conn: &mut Connection,
    reseller: ResellerId,
    month: Month,
    at: Option<(Side, (String, SubscriptionId))>,
    limit: u32,
) -> QueryResult<Vec<LineRow>> {
    let (side, (key, id)) = match at {
        Some((side, place)) => (Some(side), place),
        // Before everything.
        None => (None, (String::new(), SubscriptionId(uuid::Uuid::nil()))),
    };
    let (beyond, order) = match side {
        None | Some(Side::After) => (">", "ASC"),
        Some(Side::Before) => ("<", "DESC"),
    };
    let query = format!(
        "SELECT s.id, s.company_name, s.company_key, s.product, c.currency, CAST(SUM(c.amount) AS BIGINT) AS amount \
         FROM charges c INNER JOIN subscriptions s ON s.id = c.subscription_id \
         WHERE c.reseller_id = $1 AND c.date >= $2 AND c.date < $3 \
         AND (s.company_key {beyond} $4 OR (s.company_key = $4 AND s.id {beyond} $5)) \
         GROUP BY s.id, s.company_name, s.company_key, s.product, c.currency \
         ORDER BY s.company_key {order}, s.id {order} LIMIT $6"
    );
    diesel::sql_query(query)
        .bind::<XUuid, _>(reseller)
        .bind::<Date, _>(month.first())
        .bind::<Date, _>(month.end())
        .bind::<Text, _>(key)
        .bind::<XUuid, _>(id)
        .bind::<BigInt, _>(i64::from(limit) + 1)
        .load(conn)
}
