//! Saved views over HTTP: each person's own, in the rooms of a reseller.

use actix_web::{HttpRequest, delete, get, patch, post, web};
use shared::views::{ChangeSavedView, CreateSavedView, SavedView, SavedViews};

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Staff, ToSee, path_id};
use crate::http::error::ApiError;
use crate::http::etag::Precondition;

/// List one's saved views, by list and name.
#[utoipa::path(tag = "views", responses((status = 200, description = "The saved views.", body = SavedViews)))]
#[get("/me/views")]
pub async fn list_views(app: web::Data<App>, who: Staff<ToSee>) -> Result<Answer, ApiError> {
    let account = who.caller.person()?.account;
    let items = app.db.read(move |conn| service::list(conn, who.reseller, account)).await?;
    Ok(Answer::ok(&SavedViews { items })?)
}

/// Save a list's search, filters and order under a name.
#[utoipa::path(
    tag = "views", request_body = CreateSavedView,
    responses(
        (status = 201, description = "The saved view.", body = SavedView),
        (status = 409, description = "`view_exists`, `too_many_views`."),
    )
)]
#[post("/me/views")]
pub async fn create_view(app: web::Data<App>, who: Staff<ToSee>, body: Body<CreateSavedView>) -> Result<Answer, ApiError> {
    let account = who.caller.person()?.account;
    let (wanted, now, place) = (body.read()?, app.clock.now(), body.key.place(&who.caller)?);
    let work = move |conn: &mut _| {
        let view = service::create(conn, who.reseller, account, wanted, now)?;
        Ok(Answer::created(format!("/api/v1/me/views/{}", view.id), &view)?.with_version(view.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read one of one's saved views.
#[utoipa::path(
    tag = "views", params(("id" = String, Path, format = "uuid", description = "The saved view.")),
    responses((status = 200, description = "The saved view.", body = SavedView))
)]
#[get("/me/views/{id}")]
pub async fn get_view(app: web::Data<App>, who: Staff<ToSee>, request: HttpRequest) -> Result<Answer, ApiError> {
    let (account, id) = (who.caller.person()?.account, path_id(&request, "id")?);
    let view = app.db.read(move |conn| service::get(conn, who.reseller, account, id)).await?;
    Ok(Answer::ok(&view)?.with_version(view.version))
}

/// Give one of one's saved views another name or query.
#[utoipa::path(
    tag = "views", request_body = ChangeSavedView,
    params(("id" = String, Path, format = "uuid", description = "The saved view.")),
    responses((status = 200, description = "The saved view as it is now.", body = SavedView), (status = 409, description = "`view_exists`."))
)]
#[patch("/me/views/{id}")]
pub async fn change_view(
    app: web::Data<App>,
    who: Staff<ToSee>,
    request: HttpRequest,
    precondition: Precondition,
    body: Body<ChangeSavedView>,
) -> Result<Answer, ApiError> {
    let (reseller, account, id) = (who.reseller, who.caller.person()?.account, path_id(&request, "id")?);
    app.db.read(move |conn| service::get(conn, reseller, account, id)).await?;
    let (wanted, now) = (body.read()?, app.clock.now());
    let view = app.db.tx(move |conn| service::change(conn, reseller, (account, id), wanted, &precondition, now)).await?;
    Ok(Answer::ok(&view)?.with_version(view.version))
}

/// Delete one of one's saved views.
#[utoipa::path(
    tag = "views", params(("id" = String, Path, format = "uuid", description = "The saved view.")),
    responses((status = 204, description = "Deleted."))
)]
#[delete("/me/views/{id}")]
pub async fn delete_view(
    app: web::Data<App>,
    who: Staff<ToSee>,
    request: HttpRequest,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (account, id) = (who.caller.person()?.account, path_id(&request, "id")?);
    app.db.tx(move |conn| service::delete(conn, who.reseller, account, id, &precondition)).await?;
    Ok(Answer::done())
}
