//! Synchronisations over HTTP.

use actix_web::{get, post, web};
use shared::body::Empty;
use shared::connections::DirectorySync;

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToConnect, ToSee};
use crate::http::error::ApiError;

/// Read how far the synchronisation of the directory with the customer's platform is.
#[utoipa::path(
    tag = "connections", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The one that is under way, else the last one.", body = DirectorySync))
)]
#[get("/subscriptions/{id}/connection/sync")]
pub async fn get_directory_sync(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let sync = app.db.read(move |conn| service::get(conn, (on.reseller, on.id))).await?;
    Ok(Answer::ok(&sync)?)
}

/// Synchronise the directory with the customer's platform now; it does so every hour by itself. One that is under way goes
/// on.
#[utoipa::path(
    tag = "connections", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "It is asked for.", body = DirectorySync),
        (status = 409, description = "`step_not_reached`, `transition_not_allowed`."),
    )
)]
#[post("/subscriptions/{id}/connection/sync")]
pub async fn sync_directory(app: web::Data<App>, on: OnSubscription<ToConnect>, body: Body<Empty>) -> Result<Answer, ApiError> {
    body.read()?;
    let (deed, key, vault) = (on.deed(), body.key.place(&on.caller)?, app.vault.clone());
    let work = move |conn: &mut _| Answer::ok(&service::request(conn, &vault, (on.reseller, on.id), &deed)?);
    Ok(app.once(key, work).await?)
}
