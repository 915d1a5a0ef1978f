//! Trials over HTTP.

use actix_web::{HttpResponse, get, web};
use shared::page::Page;
use shared::subscriptions::Subscription;
use shared::trials::{Trial, TrialQuery, TrialReport};

use super::list;
use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::{Capacity, OnSubscription, Staff, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::query::Query;
use crate::page;
use crate::subscriptions;

/// Read the trial of a subscription.
#[utoipa::path(
    tag = "trials", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The trial.", body = Trial))
)]
#[get("/subscriptions/{id}/trial")]
pub async fn get_trial(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let now = on.clock.now();
    let (trial, version) = app.db.read(move |conn| subscriptions::service::trial(conn, on.reseller, on.id, now)).await?;
    Ok(Answer::ok(&trial)?.with_version(version))
}

/// List the subscriptions that have or had a trial, by its end, the nearest first.
#[utoipa::path(
    tag = "trials", params(TrialQuery),
    responses((status = 200, description = "A page of subscriptions.", body = Page<Subscription>))
)]
#[get("/trials")]
pub async fn list_trials(app: web::Data<App>, who: Staff<ToSee>, query: Query<TrialQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, now, tenant) = (query.read()?, who.clock.now(), (who.reseller, Capacity::Reseller(who.authority)));
    if query.wants_csv() {
        let read = move |conn: &mut _| {
            page::all(|page| list::list(conn, tenant, &TrialQuery { limit: page.limit, cursor: page.cursor, ..wanted.clone() }, now))
        };
        let rows = app.db.read(read).await?;
        return Ok(csv::answer("trials", COLUMNS, rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| list::list(conn, tenant, &wanted, now)).await?;
    Ok(query.answer(&page)?)
}

const COLUMNS: &[&str] = &["id", "company_name", "product", "seats", "outcome", "started_at", "ends_at", "days_left", "status"];

fn cells(row: &Subscription) -> Vec<String> {
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let trial = row.trial.as_ref();
    vec![
        row.id.to_string(),
        row.company_name.clone(),
        row.product.to_string(),
        row.seats.to_string(),
        trial.map(|trial| trial.outcome.to_string()).unwrap_or_default(),
        trial.map(|trial| instant(trial.started_at)).unwrap_or_default(),
        trial.map(|trial| instant(trial.ends_at)).unwrap_or_default(),
        trial.map(|trial| trial.days_left.to_string()).unwrap_or_default(),
        row.status.to_string(),
    ]
}

/// Read how trials went: month by month, how many became paid subscriptions, and after how many days.
#[utoipa::path(tag = "trials", responses((status = 200, description = "The latest twelve months.", body = TrialReport)))]
#[get("/trials/report")]
pub async fn get_trial_report(app: web::Data<App>, who: Staff<ToSee>) -> Result<Answer, ApiError> {
    let now = who.clock.now();
    let report = app.db.read(move |conn| list::report(conn, who.reseller, now)).await?;
    Ok(Answer::ok(&report)?)
}
