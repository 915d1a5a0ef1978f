//! Consents over HTTP.

use actix_web::{post, web};
use shared::body::Empty;
use shared::connections::{BegunConsent, ConnectionDetail, ReturnedConsent};
use shared::problem::ProblemCode;

use super::{domain, service};
use crate::App;
use crate::connections::routes::{answer_with, reader};
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Caller, OnSubscription, ToConnect};
use crate::http::error::ApiError;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// The app's page to which Microsoft sends the browser back; it is registered with the application.
const BACK: &str = "/connect/microsoft";

/// Begin to give access to the customer's Microsoft 365 directory: the address at which an administrator of the customer
/// does so, good for a quarter of an hour. The browser comes back to the app's page `/connect/microsoft`.
#[utoipa::path(
    tag = "connections", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription; 404 where its product has no such step.")),
    responses(
        (status = 200, description = "Where access is given.", body = BegunConsent),
        (status = 409, description = "`transition_not_allowed`, `setting_missing`, `step_not_reached`."),
    )
)]
#[post("/subscriptions/{id}/connection/consent")]
pub async fn begin_consent(app: web::Data<App>, on: OnSubscription<ToConnect>, body: Body<Empty>) -> Result<Answer, ApiError> {
    body.read()?;
    let (deed, real_now, place) = (on.deed(), app.clock.now(), body.key.place(&on.caller)?);
    let (microsoft, back) = (app.connections.microsoft.configured().cloned(), app.link(BACK));
    let work =
        move |conn: &mut Connection| Answer::ok(&service::begin(conn, (on.reseller, on.id), microsoft.as_ref(), &back, (&deed, real_now))?);
    Ok(app.once(place, work).await?)
}

/// Hand in what Microsoft sent back with the browser, as whoever began it. Access that is said to be given is tried; what
/// came of it is told by the step `consent`.
#[utoipa::path(
    tag = "connections", request_body = ReturnedConsent,
    responses(
        (status = 200, description = "The connection: the step `consent` is done, or has an error.", body = ConnectionDetail),
        (status = 409, description = "`consent_not_open`, `setting_missing`, `transition_not_allowed`."),
    )
)]
#[post("/connections/microsoft/consent")]
pub async fn complete_consent(app: web::Data<App>, caller: Caller, body: Body<ReturnedConsent>) -> Result<Answer, ApiError> {
    let (returned, real_now, actor) = (body.read()?, app.clock.now(), caller.actor());
    let key = body.key.place(&caller)?;
    // Whoever comes again has used the state up by what was answered then.
    if let Some(answer) = app.answered(key.as_ref()).await? {
        return Ok(answer);
    }
    let state = returned.state.clone();
    let id = app.db.read(move |conn| service::subscription(conn, &state, actor, real_now)).await?;
    let on = OnSubscription::<ToConnect>::reach(&app, caller, id).await.map_err(|refusal| match refusal {
        // Who began it has nothing to do with the subscription any more.
        Refusal::Problem(ProblemCode::NotFound) => ProblemCode::ConsentNotOpen.into(),
        other => other,
    })?;
    let microsoft = app.connections.microsoft.configured().ok_or(ProblemCode::SettingMissing)?.clone();
    let (deed, reseller, place) = (on.deed(), on.reseller, (on.reseller, on.id));
    let state = returned.state.clone();
    app.db.tx(move |conn| service::use_up(conn, reseller, &state, actor)).await?;
    let outcome = match domain::came_back(&returned) {
        Ok(tenant) => microsoft.verify(tenant).await.map_err(|fault| {
            tracing::info!(subscription = %id, ?fault, "access to a directory could not be verified");
            domain::code_of(&fault)
        }),
        Err(code) => Err(code),
    };
    let whose = (on.caller.scope(), on.caller.reseller().map(|(_, authority)| authority));
    let (installation, reader) = (app.connections.clone(), reader(on.capacity));
    let work = move |conn: &mut Connection| {
        let connection = service::conclude(conn, place, outcome, whose, &deed)?;
        answer_with(&installation, connection, reader)
    };
    Ok(app.once(key, work).await?)
}
