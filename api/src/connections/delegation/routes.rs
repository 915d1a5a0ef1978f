//! Delegations over HTTP.

use std::sync::Arc;

use actix_web::{put, web};
use shared::body::Fault;
use shared::connections::{ConnectionDetail, KEY_FILE_MAX, KeyFile, SetServiceAccount};

use super::domain;
use super::service::{self, Key, Keys, OwnText};
use crate::App;
use crate::connections::google::ServiceAccount;
use crate::connections::routes::{answer_with, reader};
use crate::connections::sync;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToConnect};
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::platform::db::Connection;
use crate::refusal::{Refusal, together};

/// Name the administrator of the customer as whom the service account reads the Google Workspace directory, once the
/// customer has delegated that to it in the admin console. It is tried at once; what came of it is told by the step
/// `service_account`.
#[utoipa::path(
    tag = "connections", request_body = SetServiceAccount,
    params(("id" = String, Path, format = "uuid", description = "The subscription; 404 where its product has no such step.")),
    responses(
        (status = 200, description = "The connection: the step `service_account` is done, or has an error.", body = ConnectionDetail),
        (status = 409, description = "`transition_not_allowed`, `step_not_reached`, `setting_missing`."),
    )
)]
#[put("/subscriptions/{id}/connection/service-account")]
pub async fn set_service_account(
    app: web::Data<App>,
    on: OnSubscription<ToConnect>,
    precondition: Precondition,
    body: Body<SetServiceAccount>,
) -> Result<Answer, ApiError> {
    let wanted = read(&body)?;
    let (deed, place, now) = (on.deed(), (on.reseller, on.id), on.clock.now());
    let (vault, installation, held_to) = (Arc::clone(&app.vault), app.connections.clone(), precondition.clone());
    let work = move |conn: &mut Connection| {
        let keys = Keys { vault: &vault, installation: installation.service_account.as_ref() };
        service::prepare(conn, keys, place, wanted, &held_to, now)
    };
    let attempt = app.db.tx(work).await?;
    let outcome = app.connections.google.verify(&attempt.delegate, &attempt.scopes).await.map_err(|fault| {
        tracing::info!(subscription = %on.id, ?fault, "access to a directory could not be verified");
        domain::code_of(&fault)
    });
    let whose = (on.caller.scope(), on.caller.reseller().map(|(_, authority)| authority));
    let (installation, reader, vault, is_given) = (app.connections.clone(), reader(on.capacity), Arc::clone(&app.vault), outcome.is_ok());
    let work = move |conn: &mut Connection| {
        let connection = service::conclude(conn, place, (attempt, outcome), whose, &precondition, &deed)?;
        if is_given {
            sync::service::follow(conn, &vault, place, deed.now)?;
        }
        Ok::<_, Refusal>(connection)
    };
    let connection = app.db.tx(work).await?;
    Ok(answer_with(&installation, connection, reader)?)
}

/// The administrator, and whose key; all that is wrong with the fields at once, which a look into the key is part of.
fn read(body: &Body<SetServiceAccount>) -> Result<(String, Key), Refusal> {
    let whole = |text: &String| text.chars().count() <= KEY_FILE_MAX && KeyFile::read(text).is_ok();
    let account = body.text("key", Ok)?.filter(whole).map(|text| ServiceAccount::read(&text)).transpose();
    let faults = |codes: Vec<_>| codes.into_iter().map(|code| Fault::of_parameter("key", code)).collect();
    let (account, checked) = match account {
        Ok(account) => (account, Ok(())),
        Err(codes) => (None, Err(Refusal::Fields(faults(codes)))),
    };
    let wanted = together(body.read(), checked)?;
    let key = match (wanted.key, account) {
        (None, _) => Key::Kept,
        (Some(Some(text)), Some(account)) => Key::Own(Arc::new(account), OwnText(text)),
        (Some(_), _) => Key::Installation,
    };
    Ok((wanted.administrator, key))
}
