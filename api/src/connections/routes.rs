//! Launch and connections over HTTP.

use actix_web::{get, post, put, web};
use shared::body::Empty;
use shared::connections::{
    ConnectionDetail, ConnectionMode, ConnectionScript, ConnectionScriptText, ConnectionStep, Launch, Offboarding, SetConnectionMode,
    SetConnectionStep,
};
use shared::rights::Right;

use super::{Installation, Reader, offboarding, scripts, service};
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Capacity, OnSubscription, ToConnect, ToSee};
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::named::At;
use crate::refusal::Refusal;

/// Enter a subscription: where to go depends on how far its connection is.
#[utoipa::path(
    tag = "connections", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 200, description = "Where to go.", body = Launch),
        (status = 409, description = "`subscription_ended`, `trial_expired`."),
    )
)]
#[post("/subscriptions/{id}/launch")]
pub async fn launch(app: web::Data<App>, on: OnSubscription<ToConnect>, body: Body<Empty>) -> Result<Answer, ApiError> {
    body.read()?;
    let (deed, place) = (on.deed(), body.key.place(&on.caller)?);
    let work = move |conn: &mut _| Answer::ok(&service::launch(conn, (on.reseller, on.id), &deed)?);
    Ok(app.once(place, work).await?)
}

/// Read how a subscription is connected to the customer's mail platform: its modes, and how far their steps are.
#[utoipa::path(
    tag = "connections", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The connection.", body = ConnectionDetail))
)]
#[get("/subscriptions/{id}/connection")]
pub async fn get_connection(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let reader = reader(on.capacity);
    let connection = app.db.snapshot(move |conn| service::get(conn, (on.reseller, on.id))).await?;
    answer(&app, connection, reader)
}

/// Switch a mode on or off. Switched off, its own steps are open again; access to the platform stays as it is.
#[utoipa::path(
    tag = "connections", request_body = SetConnectionMode,
    params(
        ("id" = String, Path, format = "uuid", description = "The subscription."),
        ("mode" = ConnectionMode, Path, description = "The mode. `exchange_on_premises` goes with Microsoft 365 alone: 422 elsewhere."),
    ),
    responses(
        (status = 200, description = "The connection as it is now.", body = ConnectionDetail),
        (status = 409, description = "`transition_not_allowed`."),
    )
)]
#[put("/subscriptions/{id}/connection/modes/{mode}")]
pub async fn set_connection_mode(
    app: web::Data<App>,
    mode: At<ConnectionMode, ToConnect>,
    precondition: Precondition,
    body: Body<SetConnectionMode>,
) -> Result<Answer, ApiError> {
    let (wanted, on, mode) = (body.read()?, mode.on, mode.word);
    let (deed, reader, vault) = (on.deed(), reader(on.capacity), app.vault.clone());
    let work = move |conn: &mut _| service::set_mode(conn, &vault, (on.reseller, on.id), (mode, wanted), &precondition, &deed);
    let connection = app.db.tx(work).await?;
    answer(&app, connection, reader)
}

/// Confirm that a step is done, or take that back. Only what people do themselves can be confirmed (`confirmable`).
#[utoipa::path(
    tag = "connections", request_body = SetConnectionStep,
    params(
        ("id" = String, Path, format = "uuid", description = "The subscription."),
        ("step" = ConnectionStep, Path, description = "The step; 404 where no mode of the product has it."),
    ),
    responses(
        (status = 200, description = "The connection as it is now.", body = ConnectionDetail),
        (status = 409, description = "`step_not_confirmable`, `step_not_reached`, `transition_not_allowed`."),
    )
)]
#[put("/subscriptions/{id}/connection/steps/{step}")]
pub async fn set_connection_step(
    app: web::Data<App>,
    step: At<ConnectionStep, ToConnect>,
    precondition: Precondition,
    body: Body<SetConnectionStep>,
) -> Result<Answer, ApiError> {
    let (wanted, on, step) = (body.read()?, step.on, step.word);
    let (deed, reader) = (on.deed(), reader(on.capacity));
    let work = move |conn: &mut _| service::set_step(conn, (on.reseller, on.id), (step, wanted), &precondition, &deed);
    let connection = app.db.tx(work).await?;
    answer(&app, connection, reader)
}

/// Read what is to be taken down when the subscription ends, in the order in which no mail is refused, and what is: found out
/// where that can be, else as people say by taking the step back.
#[utoipa::path(
    tag = "connections", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The checklist; empty where nothing was set up.", body = Offboarding))
)]
#[get("/subscriptions/{id}/connection/offboarding")]
pub async fn get_offboarding(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let offboarding = app.db.snapshot(move |conn| offboarding::get(conn, (on.reseller, on.id))).await?;
    Ok(Answer::ok(&offboarding)?)
}

/// Read a script for the customer's administrator, with the values of this subscription.
#[utoipa::path(
    tag = "connections",
    params(
        ("id" = String, Path, format = "uuid", description = "The subscription."),
        ("script" = ConnectionScript, Path, description = "The script; 404 where no step of the product has it."),
    ),
    responses(
        (status = 200, description = "The script.", body = ConnectionScriptText),
        (status = 409, description = "`setting_missing`."),
    )
)]
#[get("/subscriptions/{id}/connection/scripts/{script}")]
pub async fn get_connection_script(app: web::Data<App>, script: At<ConnectionScript, ToConnect>) -> Result<Answer, ApiError> {
    let (on, script) = (script.on, script.word);
    let (vault, installation) = (app.vault.clone(), app.connections.clone());
    let text = app.db.read(move |conn| scripts::read(conn, &vault, (on.reseller, on.id), script, &installation)).await?;
    Ok(Answer::ok(&text)?)
}

/// The settings of the installation are for those who can talk to its operator.
pub(super) fn reader(capacity: Capacity) -> Reader {
    let administers = capacity.is_reseller() && capacity.may(Right::ManageTeam);
    if administers { Reader::Administrator } else { Reader::Other }
}

fn answer(app: &App, connection: ConnectionDetail, reader: Reader) -> Result<Answer, ApiError> {
    Ok(answer_with(&app.connections, connection, reader)?)
}

/// The connection, completed with what is configured.
pub(super) fn answer_with(installation: &Installation, connection: ConnectionDetail, reader: Reader) -> Result<Answer, Refusal> {
    let connection = installation.complete(connection, reader);
    Ok(Answer::ok(&connection)?.with_version(connection.version))
}
