//! Two-factor sign-in over HTTP. Secrets and codes are shown once: no answer of these operations is kept under a key.

use actix_web::{HttpRequest, post, web};
use chrono::{DateTime, Utc};
use shared::two_factor::{BeginTwoFactor, EndTwoFactor, RecoveryCodes, TwoFactorBeginning, TwoFactorCode};

use super::service::{self, For};
use crate::App;
use crate::auth::attempts::Counter;
use crate::auth::proof::prove;
use crate::deed::Deed;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::Person;
use crate::http::error::ApiError;
use crate::http::request_id::RequestId;
use crate::platform::db::Connection;
use crate::refusal::Refusal;

/// Begin to turn two-factor sign-in on: get the secret for an authenticator app. It counts once a code confirms it, within
/// 15 minutes; another beginning takes its place.
#[utoipa::path(
    tag = "account", request_body = BeginTwoFactor,
    responses(
        (status = 200, description = "The secret, which is shown this once.", body = TwoFactorBeginning),
        (status = 409, description = "`two_factor_on`."),
    )
)]
#[post("/me/two-factor/begin")]
pub async fn begin_two_factor(app: web::Data<App>, who: Person, body: Body<BeginTwoFactor>) -> Result<Answer, ApiError> {
    let (wanted, now) = (body.read()?, app.clock.now());
    let proof = prove(&app, &who, wanted.password, "/password", now).await?;
    let vault = app.vault.clone();
    let begun = app.db.tx(move |conn| service::begin(conn, &vault, &proof, now)).await?;
    Ok(Answer::ok(&begun)?)
}

/// Turn two-factor sign-in on by a code of the app. All other sessions end.
#[utoipa::path(
    tag = "account", request_body = TwoFactorCode,
    responses(
        (status = 200, description = "It is on; the recovery codes are shown this once.", body = RecoveryCodes),
        (status = 409, description = "`two_factor_on`, `two_factor_not_begun`."),
    )
)]
#[post("/me/two-factor/confirm")]
pub async fn confirm_two_factor(
    app: web::Data<App>,
    who: Person,
    request: HttpRequest,
    body: Body<TwoFactorCode>,
) -> Result<Answer, ApiError> {
    let deed = deed(&app, &who, &request);
    let code = body.read()?.code;
    let counter = counted(&app, &who, For::Confirming, deed.now).await?;
    let vault = app.vault.clone();
    let work = move |conn: &mut Connection| {
        let codes = service::confirm(conn, &vault, (who.account, who.session), &code, &deed)?;
        counter.give_back(conn, deed.now)?;
        Ok::<_, Refusal>(codes)
    };
    let codes = app.db.tx(work).await?;
    app.wake.notify_one();
    Ok(Answer::ok(&codes)?)
}

/// Make new recovery codes; the earlier ones count no more.
#[utoipa::path(
    tag = "account", request_body = TwoFactorCode,
    responses(
        (status = 200, description = "The recovery codes, which are shown this once.", body = RecoveryCodes),
        (status = 409, description = "`two_factor_off`."),
    )
)]
#[post("/me/two-factor/recovery-codes")]
pub async fn replace_recovery_codes(app: web::Data<App>, who: Person, body: Body<TwoFactorCode>) -> Result<Answer, ApiError> {
    let (code, now) = (body.read()?.code, app.clock.now());
    let counter = counted(&app, &who, For::Changing, now).await?;
    let vault = app.vault.clone();
    let work = move |conn: &mut Connection| {
        let codes = service::replace_codes(conn, &vault, who.account, &code, now)?;
        counter.give_back(conn, now)?;
        Ok::<_, Refusal>(codes)
    };
    let codes = app.db.tx(work).await?;
    app.wake.notify_one();
    Ok(Answer::ok(&codes)?)
}

/// Turn two-factor sign-in off. All other sessions end.
#[utoipa::path(
    tag = "account", request_body = EndTwoFactor,
    responses(
        (status = 204, description = "It is off."),
        (status = 409, description = "`two_factor_off`."),
    )
)]
#[post("/me/two-factor/end")]
pub async fn end_two_factor(app: web::Data<App>, who: Person, request: HttpRequest, body: Body<EndTwoFactor>) -> Result<Answer, ApiError> {
    let deed = deed(&app, &who, &request);
    let wanted = body.read()?;
    // The code is looked at with the right password alone.
    let proof = prove(&app, &who, wanted.password, "/password", deed.now).await?;
    let counter = counted(&app, &who, For::Changing, deed.now).await?;
    let vault = app.vault.clone();
    let work = move |conn: &mut Connection| {
        service::end(conn, &vault, &proof, who.session, &wanted.code, &deed)?;
        counter.give_back(conn, deed.now)
    };
    app.db.tx(work).await?;
    app.wake.notify_one();
    Ok(Answer::done())
}

/// The circumstances of a change, in the real time: who records it asks for the reseller's.
fn deed(app: &App, who: &Person, request: &HttpRequest) -> Deed {
    Deed::of_account(who.account, Some(RequestId::of(request)), app.clock.now())
}

async fn counted(app: &App, who: &Person, purpose: For, now: DateTime<Utc>) -> Result<Counter, Refusal> {
    let account = who.account;
    app.db.tx(move |conn| service::count_try(conn, account, purpose, now)).await
}
