//! Signing in over HTTP.

use actix_web::cookie::Cookie;
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use shared::auth::{ForgotPassword, Login, PasswordStrength, PasswordStrengthQuestion, ResetPassword, Sessions, SignedIn};
use shared::body::Empty;
use shared::problem::ProblemCode;
use shared::validation::{FaultCode, PASSWORD_MIN};

use super::access_tokens::LIFETIME;
use super::attempts::Counter;
use super::cookie;
use super::device::{self, Device};
use super::service::{self, Browser, Opened};
use super::sign_in::{self, Begun, Finished};
use crate::App;
use crate::accounts;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Person, path_id};
use crate::http::error::ApiError;
use crate::http::language;
use crate::http::query::Strays;
use crate::platform::db::Connection;
use crate::platform::passwords::Strength;
use crate::platform::texts;
use crate::refusal::Refusal;
use zxcvbn::feedback::Suggestion;

/// Where the request's browser says that it is.
#[must_use]
pub fn browser_of(app: &App, request: &HttpRequest) -> Browser {
    let user_agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Browser { user_agent, address: Some(app.address_of(request)) }
}

/// The answer to a sign-in: the body with the access token, the cookie with the refresh token, and the one by which the browser
/// is known from now on.
///
/// # Errors
/// The database failed.
pub async fn signed_in(app: &App, opened: Opened, created: Option<&str>) -> Result<HttpResponse, Refusal> {
    let account = opened.account;
    let mut response = going_on(app, opened, created).await?;
    let email_key = app.db.read(move |conn| Ok::<_, Refusal>(accounts::service::find(conn, account)?.email_key)).await?;
    add(&mut response, &cookie::with_mark(device::mark(&app.vault, &email_key, app.clock.now())?, app.transport))?;
    Ok(response)
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<(), Refusal> {
    response.add_cookie(cookie).map_err(|error| Refusal::Internal(error.to_string()))
}

async fn going_on(app: &App, opened: Opened, created: Option<&str>) -> Result<HttpResponse, Refusal> {
    let now = app.clock.now();
    let access_token = app.access_tokens.issue(opened.account, opened.session, now)?;
    let account = app.db.read(move |conn| accounts::service::me(conn, opened.account, now)).await?;
    let expires_in = u32::try_from(LIFETIME.num_seconds()).unwrap_or(0);
    let body = SignedIn { access_token, token_type: "Bearer".to_owned(), expires_in, account };
    let answer = match created {
        Some(location) => Answer::created(location.to_owned(), &body)?,
        None => Answer::ok(&body)?,
    };
    let mut response = answer.into_response();
    add(&mut response, &cookie::with(opened.refresh_token, app.transport))?;
    Ok(response)
}

/// A try of a code or token, which is counted until it turns out to have been a right one.
#[derive(Debug)]
#[must_use]
pub struct TokenTry {
    counter: Counter,
    at: DateTime<Utc>,
}

/// Counts a try of a code or token from the request's address: in a transaction of its own, since what follows may be
/// refused, and a refusal is rolled back.
///
/// # Errors
/// `too_many_attempts`.
pub async fn count_token_try(app: &App, request: &HttpRequest) -> Result<TokenTry, Refusal> {
    let (at, counter) = (app.clock.now(), Counter::token_from(&app.address_of(request)));
    let taken = counter.clone();
    app.db.tx(move |conn| taken.take(conn, at)).await?;
    Ok(TokenTry { counter, at })
}

impl TokenTry {
    /// What came of the try; unless the code or token was an unknown one, its place is given back: many people of one
    /// company come from one address.
    ///
    /// # Errors
    /// Those of the outcome.
    pub async fn settle<T>(self, app: &App, outcome: Result<T, Refusal>) -> Result<T, Refusal> {
        let is_guess = matches!(outcome, Err(Refusal::Problem(ProblemCode::NotFound | ProblemCode::LinkExpired) | Refusal::Fields(_)));
        if !is_guess {
            app.db.tx(move |conn| self.counter.give_back(conn, self.at)).await?;
        }
        outcome
    }
}

/// Refuses a new password that is easy to guess.
///
/// # Errors
/// `invalid_fields` with `too_weak` at `pointer`.
pub async fn check_strength(password: &str, known: Vec<String>, pointer: &'static str) -> Result<(), Refusal> {
    let password = password.to_owned();
    let estimate = web::block(move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Strength::of(&password, &known)
    });
    let strength = estimate.await.map_err(|lost| Refusal::Internal(lost.to_string()))?;
    if strength.is_enough() { Ok(()) } else { Err(Refusal::field(pointer, FaultCode::TooWeak)) }
}

/// Sign in with e-mail address and password; with a code too, where the account has a second factor.
#[utoipa::path(
    tag = "auth", security(()), request_body = Login,
    responses(
        (status = 200, description = "Signed in; the refresh token is in the cookie.", body = SignedIn),
        (status = 401, description = "`invalid_credentials`: the address or the password is wrong. With the right password \
            `two_factor_required`: send it again with a code; `invalid_code`: the code is wrong, or was used before."),
    )
)]
#[post("/auth/login")]
pub async fn login(app: web::Data<App>, request: HttpRequest, body: Body<Login>) -> Result<HttpResponse, ApiError> {
    let wanted = body.read()?;
    let (now, browser) = (app.clock.now(), browser_of(&app, &request));
    let (email, address) = (wanted.email.clone(), browser.address.clone().unwrap_or_default());
    let device = cookie::mark_of(&request).and_then(|mark| Device::of(&app.vault, &service::email_key(&email), &mark, now));
    let Begun { places, known } = app.db.tx(move |conn| sign_in::begin(conn, &email, device.as_ref(), &address, now)).await?;
    let right = app.passwords.verify(wanted.password, known.as_ref().map(|(_, hash)| hash.clone())).await?;
    let (account, hash) = known.filter(|_| right).ok_or(ProblemCode::InvalidCredentials)?;
    let (vault, email, code) = (app.vault.clone(), wanted.email, wanted.code);
    let before = cookie::token_of(&request);
    let finish = move |conn: &mut Connection| {
        let finished = sign_in::finish(conn, &vault, &places, (account, &hash), (&email, code.as_deref()), browser, now)?;
        // The browser's cookie is about to be another: nobody could end the session before any more.
        if let (Finished::Opened(_), Some(before)) = (&finished, before) {
            service::sign_out(conn, &before, now)?;
        }
        Ok::<_, Refusal>(finished)
    };
    match app.db.tx(finish).await? {
        Finished::Opened(opened) => {
            app.wake.notify_one();
            Ok(signed_in(&app, opened, None).await?)
        }
        Finished::CodeNeeded => Err(ProblemCode::TwoFactorRequired.into()),
        Finished::WrongCode => Err(ProblemCode::InvalidCode.into()),
    }
}

/// Get a new access token by the refresh cookie, which turns.
#[utoipa::path(
    tag = "auth", security(("refresh_cookie" = [])), request_body = Empty,
    responses((status = 200, description = "Signed in; the cookie holds a new refresh token.", body = SignedIn))
)]
#[post("/auth/refresh")]
pub async fn refresh(app: web::Data<App>, request: HttpRequest, body: Body<Empty>) -> Result<HttpResponse, ApiError> {
    let token = cookie::token_of(&request).ok_or(ProblemCode::Unauthenticated)?;
    body.read()?;
    let (now, vault) = (app.clock.now(), app.vault.clone());
    let opened = app.db.tx(move |conn| service::refresh(conn, &vault, &token, now)).await?;
    Ok(going_on(&app, opened.ok_or(ProblemCode::Unauthenticated)?, None).await?)
}

/// Sign out: end the session of the refresh cookie.
#[utoipa::path(
    tag = "auth", security((), ("refresh_cookie" = [])), request_body = Empty,
    responses((status = 204, description = "Signed out, or was not signed in."))
)]
#[post("/auth/logout")]
pub async fn logout(app: web::Data<App>, request: HttpRequest, body: Body<Empty>) -> Result<HttpResponse, ApiError> {
    body.read()?;
    if let Some(token) = cookie::token_of(&request) {
        let now = app.clock.now();
        app.db.tx(move |conn| service::sign_out(conn, &token, now)).await?;
    }
    let mut response = Answer::done().into_response();
    add(&mut response, &cookie::without(app.transport))?;
    Ok(response)
}

/// List one's sessions, newest use first.
#[utoipa::path(tag = "auth", responses((status = 200, description = "The sessions that are alive.", body = Sessions)))]
#[get("/auth/sessions")]
pub async fn list_sessions(app: web::Data<App>, who: Person) -> Result<Answer, ApiError> {
    let now = app.clock.now();
    let items = app.db.read(move |conn| service::sessions(conn, who.account, who.session, now)).await?;
    Ok(Answer::ok(&Sessions { items })?)
}

/// End one of one's sessions.
#[utoipa::path(
    tag = "auth", params(("id" = String, Path, format = "uuid", description = "The session.")),
    responses((status = 204, description = "The session is over."))
)]
#[delete("/auth/sessions/{id}")]
pub async fn end_session(app: web::Data<App>, who: Person, request: HttpRequest, strays: Strays) -> Result<Answer, ApiError> {
    let (session, now) = (path_id(&request, "id")?, app.clock.now());
    let work = move |conn: &mut Connection| {
        service::end_session(conn, who.account, session, now)?;
        strays.refuse()
    };
    app.db.tx(work).await?;
    Ok(Answer::done())
}

/// Ask for a mail with a link to choose a new password. The answer is the same whether the account exists or not.
#[utoipa::path(
    tag = "auth", security(()), request_body = ForgotPassword,
    responses((status = 204, description = "If the account exists, a mail is on its way."))
)]
#[post("/auth/password/forgot")]
pub async fn forgot_password(app: web::Data<App>, request: HttpRequest, body: Body<ForgotPassword>) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    let (now, vault, address) = (app.clock.now(), app.vault.clone(), app.address_of(&request));
    app.db.tx(move |conn| service::forgot_password(conn, &vault, &wanted.email, &address, now)).await?;
    app.wake.notify_one();
    Ok(Answer::done())
}

/// Choose a new password with the token of that mail. All sessions of the account end.
#[utoipa::path(
    tag = "auth", security(()), request_body = ResetPassword,
    responses(
        (status = 204, description = "The new password counts."),
        (status = 410, description = "`link_expired`: the link was used, replaced, or is older than an hour."),
        (status = 412, description = "`stale_version`: the account was changed at the same time."),
    )
)]
#[post("/auth/password/reset")]
pub async fn reset_password(app: web::Data<App>, request: HttpRequest, body: Body<ResetPassword>) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    let (now, token) = (app.clock.now(), wanted.token.clone());
    let tried = count_token_try(&app, &request).await?;
    let found = app.db.read(move |conn| service::look_up_reset(conn, &token, now)).await;
    let account = tried.settle(&app, found).await?;
    let known = app.db.read(move |conn| accounts::service::known_words(conn, account)).await?;
    check_strength(&wanted.password, known, "/password").await?;
    let hash = app.passwords.hash(wanted.password).await?;
    let vault = app.vault.clone();
    app.db.tx(move |conn| service::reset_password(conn, &vault, &wanted.token, &hash, now)).await?;
    app.wake.notify_one();
    Ok(Answer::done())
}

/// Ask how easy a password is to guess. Nothing is kept.
#[utoipa::path(
    tag = "auth", security(()), request_body = PasswordStrengthQuestion,
    responses((status = 200, description = "The estimate.", body = PasswordStrength))
)]
#[post("/auth/password/strength")]
pub async fn password_strength(request: HttpRequest, body: Body<PasswordStrengthQuestion>) -> Result<Answer, ApiError> {
    let password = body.read()?.password;
    let long_enough = password.chars().count() >= PASSWORD_MIN;
    let estimate = web::block(move || Strength::of(&password, &[])).await;
    let strength = estimate.map_err(|lost| Refusal::Internal(lost.to_string()))?;
    let locale = language::asked_for(request.headers());
    let suggest = |suggestion: &Suggestion| texts::text(locale, texts::suggestion_key(*suggestion), &[]);
    Ok(Answer::ok(&PasswordStrength {
        score: strength.score,
        acceptable: long_enough && strength.is_enough(),
        suggestions: strength.suggestions.iter().map(suggest).collect(),
    })?)
}
