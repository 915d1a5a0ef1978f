//! One's own account over HTTP.

use actix_web::{HttpRequest, get, patch, post, web};
use shared::accounts::{ChangeEmail, ChangeMe, ChangePassword, ConfirmEmail, Me};

use super::service;
use crate::App;
use crate::auth::attempts::Counter;
use crate::auth::proof::prove;
use crate::auth::routes::{check_strength, count_token_try};
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::Person;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::platform::db::Connection;
use crate::refusal;

/// Read one's account, its memberships and what each allows.
#[utoipa::path(tag = "account", responses((status = 200, description = "The account.", body = Me)))]
#[get("/me")]
pub async fn get_me(app: web::Data<App>, who: Person) -> Result<Answer, ApiError> {
    let now = app.clock.now();
    let me = app.db.read(move |conn| service::me(conn, who.account, now)).await?;
    Ok(Answer::ok(&me)?.with_version(me.version))
}

/// Change one's name, phone number or language.
#[utoipa::path(tag = "account", request_body = ChangeMe, responses((status = 200, description = "The account as it is now.", body = Me)))]
#[patch("/me")]
pub async fn change_me(app: web::Data<App>, who: Person, precondition: Precondition, body: Body<ChangeMe>) -> Result<Answer, ApiError> {
    let (wanted, now) = (body.read()?, app.clock.now());
    let me = app.db.tx(move |conn| service::change_me(conn, who.account, wanted, &precondition, now)).await?;
    Ok(Answer::ok(&me)?.with_version(me.version))
}

/// Choose a new password. All other sessions end.
#[utoipa::path(
    tag = "account", request_body = ChangePassword,
    responses(
        (status = 204, description = "The new password counts."),
        (status = 412, description = "`stale_version`: the account was changed at the same time."),
    )
)]
#[post("/me/password")]
pub async fn change_password(app: web::Data<App>, who: Person, body: Body<ChangePassword>) -> Result<Answer, ApiError> {
    let (wanted, now, account) = (body.read()?, app.clock.now(), who.account);
    let place = body.key.place_of(who.credential())?;
    if let Some(answer) = app.answered(place.as_ref()).await? {
        return Ok(answer);
    }
    let known = app.db.read(move |conn| service::known_words(conn, account)).await?;
    let proven = prove(&app, &who, wanted.current, "/current", now).await;
    let proof = refusal::together(proven, check_strength(&wanted.new, known, "/new").await)?;
    let (hash, vault) = (app.passwords.hash(wanted.new).await?, app.vault.clone());
    let work = move |conn: &mut Connection| {
        proof.still_holds(conn)?;
        service::set_password(conn, &vault, account, &hash, Some(who.session), now)?;
        Ok(Answer::done())
    };
    Ok(app.once(place, work).await?)
}

/// Ask for another e-mail address. It counts once the link mailed to it is confirmed.
#[utoipa::path(
    tag = "account", request_body = ChangeEmail,
    responses((status = 202, description = "The link is on its way; `new_email` waits.", body = Me))
)]
#[post("/me/email")]
pub async fn change_email(app: web::Data<App>, who: Person, body: Body<ChangeEmail>) -> Result<Answer, ApiError> {
    let (wanted, now) = (body.read()?, app.clock.now());
    let place = body.key.place_of(who.credential())?;
    if let Some(answer) = app.answered(place.as_ref()).await? {
        return Ok(answer);
    }
    let proof = prove(&app, &who, wanted.password, "/password", now).await?;
    let (vault, counter) = (app.vault.clone(), Counter::confirmations_to(&service::email_key(&wanted.email)));
    app.db.tx(move |conn| counter.take(conn, now)).await?;
    let work = move |conn: &mut Connection| {
        proof.still_holds(conn)?;
        let me = service::ask_for_email(conn, &vault, who.account, &wanted.email, now)?;
        Ok(Answer::accepted(&me)?.with_version(me.version))
    };
    Ok(app.once(place, work).await?)
}

/// Confirm a new e-mail address with the token that was mailed to it.
#[utoipa::path(
    tag = "account", security(()), request_body = ConfirmEmail,
    responses(
        (status = 204, description = "The new address counts."),
        (status = 409, description = "`email_taken`: another account has the address."),
        (status = 410, description = "`link_expired`: the link was used, replaced, or is older than a day."),
        (status = 412, description = "`stale_version`: the account was changed at the same time."),
    )
)]
#[post("/me/email/confirm")]
pub async fn confirm_email(app: web::Data<App>, request: HttpRequest, body: Body<ConfirmEmail>) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    let (now, vault) = (app.clock.now(), app.vault.clone());
    let tried = count_token_try(&app, &request).await?;
    let confirmed = app.db.tx(move |conn| service::confirm_email(conn, &vault, &wanted.token, now)).await;
    tried.settle(&app, confirmed).await?;
    app.wake.notify_one();
    Ok(Answer::done())
}
