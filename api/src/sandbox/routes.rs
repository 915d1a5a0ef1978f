//! The clock of a sandbox over HTTP.

use actix_web::{get, post, web};
use shared::sandbox::{AdvanceClock, ClockAdvanced, SandboxClock};

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Staff, ToManage, ToSee};
use crate::http::error::ApiError;

/// Read the clock of a sandbox.
#[utoipa::path(
    tag = "sandbox",
    responses((status = 200, description = "What time it is there.", body = SandboxClock), (status = 409, description = "`not_a_sandbox`."))
)]
#[get("/sandbox/clock")]
pub async fn get_clock(app: web::Data<App>, who: Staff<ToSee>) -> Result<Answer, ApiError> {
    let now = who.clock.now();
    let clock = app.db.read(move |conn| service::clock(conn, who.reseller, now)).await?;
    Ok(Answer::ok(&clock)?)
}

/// Move the clock of a sandbox ahead, at most by 400 days at once. It can't be moved back. What comes due by this (trials
/// that end, renewals, reminders, invites that expire) is carried out within two seconds, as if that time had passed;
/// sessions, API keys and limits go by the real time.
#[utoipa::path(
    tag = "sandbox", request_body = AdvanceClock,
    responses(
        (status = 200, description = "What time it is there now, and how much came due.", body = ClockAdvanced),
        (status = 409, description = "`not_a_sandbox`."),
    )
)]
#[post("/sandbox/clock/advance")]
pub async fn advance_clock(app: web::Data<App>, who: Staff<ToManage>, body: Body<AdvanceClock>) -> Result<Answer, ApiError> {
    let (wanted, real_now, deed) = (body.read()?, app.clock.now(), who.deed());
    let place = body.key.place(&who.caller)?;
    let work = move |conn: &mut _| Answer::ok(&service::advance(conn, who.reseller, wanted, real_now, deed)?);
    Ok(app.once(place, work).await?)
}
