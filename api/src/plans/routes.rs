//! Plans over HTTP.

use actix_web::{get, web};
use shared::plans::Plans;

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::caller::{Staff, ToBill};
use crate::http::error::ApiError;

/// Read the plans with their prices in the reseller's currency.
#[utoipa::path(tag = "plans", responses((status = 200, description = "The plans.", body = Plans)))]
#[get("/plans")]
pub async fn get_plans(app: web::Data<App>, who: Staff<ToBill>) -> Result<Answer, ApiError> {
    let plans = app.db.read(move |conn| service::list(conn, who.reseller)).await?;
    Ok(Answer::ok(&plans)?)
}
