//! Events over HTTP.

use actix_web::{HttpResponse, get, web};
use shared::body::FromFields;
use shared::events::{Event, EventQuery};
use shared::ids::ResellerId;
use shared::page::{Page, PageQuery};

use super::service::{self, Filter, Which};
use crate::App;
use crate::http::caller::{OnSubscription, Staff, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::query::Query;
use crate::page;

/// List the events of the reseller, newest first.
#[utoipa::path(
    tag = "events",
    params(EventQuery),
    responses((status = 200, description = "A page of events.", body = Page<Event>))
)]
#[get("/events")]
pub async fn list_events(app: web::Data<App>, who: Staff<ToSee>, query: Query<EventQuery>) -> Result<HttpResponse, ApiError> {
    let wanted = query.read()?;
    let which = Which::All(Filter::from(&wanted));
    listed(&app, who.reseller, which, PageQuery { limit: wanted.limit, cursor: wanted.cursor }, &query).await
}

/// List the events of a subscription, newest first.
#[utoipa::path(
    tag = "subscriptions",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), PageQuery),
    responses((status = 200, description = "A page of events.", body = Page<Event>))
)]
#[get("/subscriptions/{id}/events")]
pub async fn list_subscription_events(
    app: web::Data<App>,
    on: OnSubscription<ToSee>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let which = if on.capacity.is_reseller() { Which::Of(on.id) } else { Which::OfForCustomer(on.id) };
    listed(&app, on.reseller, which, query.read()?, &query).await
}

async fn listed<Q: FromFields>(
    app: &App,
    reseller: ResellerId,
    which: Which,
    wanted: PageQuery,
    query: &Query<Q>,
) -> Result<HttpResponse, ApiError> {
    if query.wants_csv() {
        let events = app.db.snapshot(move |conn| page::all(|page| service::list(conn, reseller, which, &page))).await?;
        return Ok(csv::answer("events", COLUMNS, events.iter().map(row))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, which, &wanted)).await?;
    Ok(query.answer(&page)?)
}

const COLUMNS: &[&str] = &["seq", "at", "kind", "actor", "subject_kind", "subject_id", "subject", "data"];

fn row(event: &Event) -> Vec<String> {
    vec![
        event.seq.to_string(),
        event.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        event.kind.to_string(),
        event.actor.name.clone().unwrap_or_else(|| event.actor.kind.to_string()),
        event.subject.kind.to_string(),
        event.subject.id.clone(),
        event.subject.name.clone().unwrap_or_default(),
        event.data.to_string(),
    ]
}
