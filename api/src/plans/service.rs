//! The use cases of the catalogue.

use shared::ids::ResellerId;
use shared::plans::{PlanPrice, Plans};
use shared::subscriptions::{Plan, Term};

use super::domain::{Catalogue, DEFAULT_CURRENCY};
use super::store::{self, PriceRow};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::resellers;

/// The prices of a currency: the operator's, else the built-in ones; nothing where there are neither.
///
/// # Errors
/// The database failed.
pub fn catalogue(conn: &mut Connection, currency: &str) -> Result<Option<Catalogue>, Refusal> {
    let rows = store::of_currency(conn, currency)?;
    if rows.is_empty() {
        return Ok(Catalogue::built_in(currency));
    }
    let prices = rows.into_iter().map(|row| (row.plan, row.term, row.unit_price)).collect();
    Ok(Some(Catalogue { currency: currency.to_owned(), prices }))
}

/// Every catalogue that holds, by currency.
///
/// # Errors
/// The database failed.
pub fn catalogues(conn: &mut Connection) -> Result<Vec<Catalogue>, Refusal> {
    let mut currencies = store::currencies(conn)?;
    if !currencies.iter().any(|currency| currency == DEFAULT_CURRENCY) {
        currencies.push(DEFAULT_CURRENCY.to_owned());
        currencies.sort();
    }
    currencies.iter().filter_map(|currency| catalogue(conn, currency).transpose()).collect()
}

/// Puts catalogues in place of the present ones of their currencies; periods that began keep their price.
///
/// # Errors
/// The database failed.
pub fn replace(conn: &mut Connection, catalogues: &[Catalogue]) -> Result<(), Refusal> {
    for catalogue in catalogues {
        let row = |(plan, term, unit_price): &(Plan, Term, i64)| PriceRow {
            currency: catalogue.currency.clone(),
            plan: *plan,
            term: *term,
            unit_price: *unit_price,
        };
        store::replace(conn, &catalogue.currency, &catalogue.prices.iter().map(row).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// What one seat costs a reseller for one term, by the catalogue as it is now.
///
/// # Errors
/// The catalogue has no such price: the operator must set it.
pub fn price(conn: &mut Connection, reseller: ResellerId, plan: Plan, term: Term) -> Result<i64, Refusal> {
    let currency = resellers::service::currency(conn, reseller)?;
    let price = catalogue(conn, &currency)?.and_then(|catalogue| catalogue.price(plan, term));
    price.ok_or_else(|| Refusal::Internal(format!("there is no price of {plan} {term} in {currency}; set it with `countersign plan set`")))
}

/// The prices of a reseller.
///
/// # Errors
/// The database failed.
pub fn list(conn: &mut Connection, reseller: ResellerId) -> Result<Plans, Refusal> {
    let currency = resellers::service::currency(conn, reseller)?;
    let prices = catalogue(conn, &currency)?.map(|catalogue| catalogue.prices).unwrap_or_default();
    let mut items: Vec<PlanPrice> = prices.into_iter().map(|(plan, term, unit_price)| PlanPrice { plan, term, unit_price }).collect();
    items.sort_by_key(|item| (item.plan, item.term));
    Ok(Plans { currency, items })
}
