//! The table of prices. It belongs to the operator, not to a tenant.

use diesel::prelude::*;
use shared::subscriptions::{Plan, Term};

use crate::platform::db::Connection;
use crate::schema::plan_prices;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_prices)]
pub(super) struct PriceRow {
    pub currency: String,
    pub plan: Plan,
    pub term: Term,
    pub unit_price: i64,
}

pub(super) fn of_currency(conn: &mut Connection, currency: &str) -> QueryResult<Vec<PriceRow>> {
    plan_prices::table.filter(plan_prices::currency.eq(currency)).select(PriceRow::as_select()).load(conn)
}

pub(super) fn currencies(conn: &mut Connection) -> QueryResult<Vec<String>> {
    plan_prices::table.select(plan_prices::currency).distinct().order(plan_prices::currency).load(conn)
}

/// Puts prices in place of a currency's present ones.
pub(super) fn replace(conn: &mut Connection, currency: &str, rows: &[PriceRow]) -> QueryResult<()> {
    diesel::delete(plan_prices::table.filter(plan_prices::currency.eq(currency))).execute(conn)?;
    for row in rows {
        diesel::insert_into(plan_prices::table).values(row).execute(conn)?;
    }
    Ok(())
}
