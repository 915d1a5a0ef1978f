//! API keys over HTTP. People manage them; no key makes or revokes another.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use chrono::{DateTime, SecondsFormat, Utc};
use shared::api_keys::{ApiKey, ApiKeyScope, CreateApiKey, NewApiKey};
use shared::page::{Page, PageQuery};

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Staff, ToManageTeam, path_id};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::query::Query;
use crate::page;

/// List the API keys, newest first; those that expired or were revoked are among them.
#[utoipa::path(
    tag = "api keys", params(PageQuery),
    responses((status = 200, description = "A page of keys, without their secrets.", body = Page<ApiKey>))
)]
#[get("/reseller/api-keys")]
pub async fn list_api_keys(app: web::Data<App>, who: Staff<ToManageTeam>, query: Query<PageQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, reseller, now) = (query.read()?, who.reseller, app.clock.now());
    if query.wants_csv() {
        let rows = app.db.read(move |conn| page::all(|page| service::list(conn, reseller, &page, now))).await?;
        return Ok(csv::answer("api-keys", COLUMNS, rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, &wanted, now)).await?;
    Ok(query.answer(&page)?)
}

const COLUMNS: &[&str] = &["name", "prefix", "scopes", "state", "created_at", "expires_at", "last_used_at"];

fn cells(row: &ApiKey) -> Vec<String> {
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    vec![
        row.name.clone(),
        row.prefix.clone(),
        row.scopes.iter().copied().map(ApiKeyScope::as_str).collect::<Vec<_>>().join(" "),
        row.state.to_string(),
        instant(row.created_at),
        row.expires_at.map(instant).unwrap_or_default(),
        row.last_used_at.map(instant).unwrap_or_default(),
    ]
}

/// Make an API key. Its secret, `key`, is shown in this answer and never again.
#[utoipa::path(
    tag = "api keys", request_body = CreateApiKey,
    responses((status = 201, description = "The key, with its secret.", body = NewApiKey))
)]
#[post("/reseller/api-keys")]
pub async fn create_api_key(app: web::Data<App>, who: Staff<ToManageTeam>, body: Body<CreateApiKey>) -> Result<Answer, ApiError> {
    let (wanted, real_now, deed) = (body.read()?, app.clock.now(), who.deed());
    let place = body.key.place(&who.caller)?;
    let work = move |conn: &mut _| {
        let made = service::create(conn, who.reseller, wanted, real_now, &deed)?;
        let location = format!("/api/v1/reseller/api-keys/{}", made.id);
        Ok(Answer::created(location, &made)?.with_version(made.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read an API key, without its secret.
#[utoipa::path(
    tag = "api keys", params(("id" = String, Path, format = "uuid", description = "The key.")),
    responses((status = 200, description = "The key.", body = ApiKey))
)]
#[get("/reseller/api-keys/{id}")]
pub async fn get_api_key(app: web::Data<App>, who: Staff<ToManageTeam>, request: HttpRequest) -> Result<Answer, ApiError> {
    let (id, now) = (path_id(&request, "id")?, app.clock.now());
    let key = app.db.read(move |conn| service::get(conn, who.reseller, id, now)).await?;
    Ok(Answer::ok(&key)?.with_version(key.version))
}

/// Revoke an API key: it works no more from now on. It stays in the list.
#[utoipa::path(
    tag = "api keys", params(("id" = String, Path, format = "uuid", description = "The key.")),
    responses((status = 204, description = "Revoked, or was revoked before."))
)]
#[delete("/reseller/api-keys/{id}")]
pub async fn revoke_api_key(
    app: web::Data<App>,
    who: Staff<ToManageTeam>,
    request: HttpRequest,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (id, real_now, deed) = (path_id(&request, "id")?, app.clock.now(), who.deed());
    app.db.tx(move |conn| service::revoke(conn, who.reseller, id, &precondition, real_now, &deed)).await?;
    Ok(Answer::done())
}
