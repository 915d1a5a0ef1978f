//! The first start over HTTP.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::auth::SignedIn;
use shared::setup::{SetUp, SetUpState};

use super::service;
use crate::App;
use crate::auth;
use crate::auth::routes::{browser_of, check_strength, count_token_try, signed_in};
use crate::deed::Deed;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::error::ApiError;
use crate::http::language;
use crate::http::request_id::RequestId;
use crate::refusal;

/// Ask whether the installation has its first reseller.
#[utoipa::path(tag = "setup", security(()), responses((status = 200, description = "The state.", body = SetUpState)))]
#[get("/setup")]
pub async fn get_setup(app: web::Data<App>) -> Result<Answer, ApiError> {
    let state = app.db.read(service::is_set_up).await?;
    Ok(Answer::ok(&SetUpState { set_up: state })?)
}

/// Make the first reseller and its owner, and sign in. Works once, with the setup code that the server prints.
#[utoipa::path(
    tag = "setup", security(()), request_body = SetUp,
    responses(
        (status = 201, description = "Set up, and signed in as the owner.", body = SignedIn),
        (status = 409, description = "`already_set_up`."),
    )
)]
#[post("/setup")]
pub async fn set_up(app: web::Data<App>, request: HttpRequest, body: Body<SetUp>) -> Result<HttpResponse, ApiError> {
    let wanted = body.read()?;
    let (now, browser, code) = (app.clock.now(), browser_of(&app, &request), wanted.setup_code.clone());
    let tried = count_token_try(&app, &request).await?;
    let checked = app.db.read(move |conn| service::check_code(conn, &code)).await;
    let checked = tried.settle(&app, checked).await;
    let known = vec![wanted.email.clone(), wanted.full_name.clone(), wanted.reseller_name.clone(), "countersign".to_owned()];
    refusal::together(checked, check_strength(&wanted.password, known, "/password").await)?;
    let hash = app.passwords.hash(wanted.password.clone()).await?;
    let locale = language::asked_for(request.headers());
    let deed = Deed { request_id: Some(RequestId::of(&request)), ..Deed::of_operator(now) };
    let opened = app
        .db
        .tx(move |conn| {
            let account = service::set_up(conn, wanted, locale, hash, &deed)?;
            auth::service::open(conn, account, browser, now)
        })
        .await?;
    Ok(signed_in(&app, opened, Some("/api/v1/me")).await?)
}
