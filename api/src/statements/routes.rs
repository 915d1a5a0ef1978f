//! Statements over HTTP.

use actix_web::{HttpResponse, get, web};
use shared::page::{Page, PageQuery};
use shared::statements::{Statement, StatementLine};

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::{Staff, ToBill};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::query::Query;
use crate::page;

/// List the statements of the reseller, a month each, latest first.
#[utoipa::path(
    tag = "statements", params(PageQuery),
    responses((status = 200, description = "A page of statements.", body = Page<Statement>))
)]
#[get("/statements")]
pub async fn list_statements(app: web::Data<App>, who: Staff<ToBill>, query: Query<PageQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, reseller) = (query.read()?, who.reseller);
    if query.wants_csv() {
        let rows = app.db.read(move |conn| page::all(|page| service::list(conn, reseller, &page))).await?;
        let cells = |row: &Statement| vec![row.month.clone(), row.lines.to_string(), row.total.to_string(), row.currency.clone()];
        return Ok(csv::answer("statements", &["month", "lines", "total", "currency"], rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, &wanted)).await?;
    Ok(query.answer(&page)?)
}

/// Read the statement of a month.
#[utoipa::path(
    tag = "statements", params(("month" = String, Path, description = "The month, as `2026-11`.", example = "2026-11")),
    responses((status = 200, description = "The statement.", body = Statement))
)]
#[get("/statements/{month}")]
pub async fn get_statement(app: web::Data<App>, who: Staff<ToBill>, month: web::Path<String>) -> Result<Answer, ApiError> {
    let month = service::month(&month)?;
    let statement = app.db.read(move |conn| service::get(conn, who.reseller, month)).await?;
    Ok(Answer::ok(&statement)?)
}

/// List the lines of a month's statement, one for each subscription, by the customers' names. As CSV each line has the
/// charges that it is made of.
#[utoipa::path(
    tag = "statements",
    params(("month" = String, Path, description = "The month, as `2026-11`.", example = "2026-11"), PageQuery),
    responses((status = 200, description = "A page of lines.", body = Page<StatementLine>))
)]
#[get("/statements/{month}/lines")]
pub async fn list_statement_lines(
    app: web::Data<App>,
    who: Staff<ToBill>,
    month: web::Path<String>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let (month, reseller) = (service::month(&month)?, who.reseller);
    let wanted = query.read()?;
    if query.wants_csv() {
        let rows = app.db.read(move |conn| page::all(|page| service::lines(conn, reseller, month, &page))).await?;
        return Ok(csv::answer(&format!("statement-{month}"), COLUMNS, rows.iter().flat_map(cells))?);
    }
    let page = app.db.read(move |conn| service::lines(conn, reseller, month, &wanted)).await?;
    Ok(query.answer(&page)?)
}

const COLUMNS: &[&str] = &[
    "subscription_id", "company_name", "product", "kind", "date", "period_start", "period_end", "seats", "plan", "term", "unit_price",
    "amount", "currency",
];

/// A row for each charge of a line.
fn cells(line: &StatementLine) -> Vec<Vec<String>> {
    let row = |charge: &shared::statements::Charge| {
        vec![
            line.subscription_id.to_string(),
            line.company_name.clone().unwrap_or_default(),
            line.product.to_string(),
            charge.kind.to_string(),
            charge.date.to_string(),
            charge.period_start.to_string(),
            charge.period_end.to_string(),
            charge.seats.to_string(),
            charge.plan.to_string(),
            charge.term.to_string(),
            charge.unit_price.to_string(),
            charge.amount.to_string(),
            line.currency.clone(),
        ]
    };
    line.charges.iter().map(row).collect()
}
