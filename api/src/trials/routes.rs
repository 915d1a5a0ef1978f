//! Trials over HTTP.

use actix_web::{get, web};
use shared::trials::Trial;

use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::{OnSubscription, ToSee};
use crate::http::error::ApiError;
use crate::subscriptions;

/// Read the trial of a subscription.
#[utoipa::path(
    tag = "trials", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The trial.", body = Trial))
)]
#[get("/subscriptions/{id}/trial")]
pub async fn get_trial(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let now = app.clock.now();
    let (trial, version) = app.db.read(move |conn| subscriptions::service::trial(conn, on.reseller, on.id, now)).await?;
    Ok(Answer::ok(&trial)?.with_version(version))
}
