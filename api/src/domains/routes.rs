//! Sender domains over HTTP.

use actix_web::{HttpResponse, delete, get, post, web};
use shared::body::Empty;
use shared::domains::{AddDomain, Domain, SpfReport};
use shared::page::{Page, PageQuery};

use super::{checker, service};
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToConnect, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::named::{ADomain, Of};
use crate::http::query::Query;
use crate::page;

/// List the sender domains of a subscription, oldest first.
#[utoipa::path(
    tag = "domains", params(("id" = String, Path, format = "uuid", description = "The subscription."), PageQuery),
    responses((status = 200, description = "A page of domains.", body = Page<Domain>))
)]
#[get("/subscriptions/{id}/domains")]
pub async fn list_domains(app: web::Data<App>, on: OnSubscription<ToSee>, query: Query<PageQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, reseller, id) = (query.read()?, on.reseller, on.id);
    if query.wants_csv() {
        let rows = app.db.snapshot(move |conn| page::all(|page| service::list(conn, reseller, id, &page))).await?;
        let cells = |row: &Domain| {
            let spf = row.spf.as_ref();
            vec![
                row.unicode_name.clone(),
                spf.map(|spf| spf.result.to_string()).unwrap_or_default(),
                spf.map(|spf| spf.lookups_now.to_string()).unwrap_or_default(),
                spf.and_then(|spf| spf.record_to_publish.clone()).unwrap_or_default(),
            ]
        };
        return Ok(csv::answer("domains", &["name", "result", "lookups_now", "record_to_publish"], rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, id, &wanted)).await?;
    Ok(query.answer(&page)?)
}

/// Add a sender domain to a subscription.
#[utoipa::path(
    tag = "domains", request_body = AddDomain,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 201, description = "The domain; its first check follows at once.", body = Domain),
        (status = 409, description = "`domain_exists`, `too_many_domains`, `transition_not_allowed`."),
    )
)]
#[post("/subscriptions/{id}/domains")]
pub async fn add_domain(app: web::Data<App>, on: OnSubscription<ToConnect>, body: Body<AddDomain>) -> Result<Answer, ApiError> {
    let (wanted, deed, vault) = (body.read()?, on.deed(), app.vault.clone());
    let (place, reseller, id) = (body.key.place(&on.caller)?, on.reseller, on.id);
    let work = move |conn: &mut _| {
        let domain = service::add(conn, &vault, reseller, id, &wanted, &deed)?;
        let location = format!("/api/v1/subscriptions/{id}/domains/{}", domain.id);
        Ok(Answer::created(location, &domain)?.with_version(domain.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read a sender domain of a subscription, with what the last check found.
#[utoipa::path(
    tag = "domains",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("domain_id" = String, Path, format = "uuid", description = "The domain.")),
    responses((status = 200, description = "The domain.", body = Domain))
)]
#[get("/subscriptions/{id}/domains/{domain_id}")]
pub async fn get_domain(app: web::Data<App>, domain: Of<ADomain, ToSee>) -> Result<Answer, ApiError> {
    let (on, id) = (domain.on, domain.id);
    let domain = app.db.read(move |conn| service::get(conn, on.reseller, on.id, id)).await?;
    Ok(Answer::ok(&domain)?.with_version(domain.version))
}

/// Remove a sender domain from a subscription.
#[utoipa::path(
    tag = "domains",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("domain_id" = String, Path, format = "uuid", description = "The domain.")),
    responses((status = 204, description = "Removed."))
)]
#[delete("/subscriptions/{id}/domains/{domain_id}")]
pub async fn remove_domain(app: web::Data<App>, domain: Of<ADomain, ToConnect>, precondition: Precondition) -> Result<Answer, ApiError> {
    let (on, id) = (domain.on, domain.id);
    let deed = on.deed();
    app.db.tx(move |conn| service::remove(conn, on.reseller, on.id, id, &precondition, &deed)).await?;
    Ok(Answer::done())
}

/// Check a sender domain's SPF record now: ask DNS, without a cache, for it and for all that it includes.
#[utoipa::path(
    tag = "domains", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("domain_id" = String, Path, format = "uuid", description = "The domain.")),
    responses((status = 200, description = "What the check found.", body = SpfReport))
)]
#[post("/subscriptions/{id}/domains/{domain_id}/spf/check")]
pub async fn check_spf(app: web::Data<App>, domain: Of<ADomain, ToConnect>, body: Body<Empty>) -> Result<Answer, ApiError> {
    body.read()?;
    let (reseller, subscription, id) = (domain.on.reseller, domain.on.id, domain.id);
    let place = body.key.place(&domain.on.caller)?;
    if let Some(answer) = app.answered(place.as_ref()).await? {
        return Ok(answer);
    }
    let include = app.spf_include.clone();
    let sender = app.db.read(move |conn| service::sender(conn, reseller, subscription, id, &include)).await?;
    let deed = domain.on.deed();
    let report = checker::check(&app.dns, &sender, deed.now).await;
    let vault = app.vault.clone();
    let work = move |conn: &mut _| {
        service::keep(conn, &vault, (reseller, subscription, id), &report, &deed)?;
        Answer::ok(&report)
    };
    Ok(app.once(place, work).await?)
}
