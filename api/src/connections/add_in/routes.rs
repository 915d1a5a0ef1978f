//! The add-in over the API.

use actix_web::{get, web};
use shared::connections::AddInManifest;

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::{OnSubscription, ToConnect};
use crate::http::error::ApiError;

/// Read the manifest of the subscription's Outlook add-in, for an administrator of the customer to deploy: as a file, or by its
/// address, which is for that administrator alone.
#[utoipa::path(
    tag = "connections", params(("id" = String, Path, format = "uuid", description = "The subscription; 404 where its product has no add-in.")),
    responses(
        (status = 200, description = "The manifest.", body = AddInManifest),
        (status = 409, description = "`setting_missing`: Outlook takes add-ins from `https` addresses alone."),
    )
)]
#[get("/subscriptions/{id}/connection/add-in")]
pub async fn get_add_in(app: web::Data<App>, on: OnSubscription<ToConnect>) -> Result<Answer, ApiError> {
    let (vault, installation) = (app.vault.clone(), app.connections.clone());
    let manifest = app.db.read(move |conn| service::manifest(conn, &vault, &installation, (on.reseller, on.id))).await?;
    Ok(Answer::ok(&manifest)?)
}
