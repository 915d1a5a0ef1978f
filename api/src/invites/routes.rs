//! Invites over HTTP: the two public doors, and what the team's and the subscriptions' routes share.

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use shared::auth::SignedIn;
use shared::body::Empty;
use shared::body::Fault;
use shared::ids::{InviteId, ResellerId};
use shared::invites::{AcceptInvite, Invite, InviteOffer, InviteQuery, LookUpInvite};
use shared::page::PageQuery;
use shared::problem::ProblemCode;
use shared::validation::{self, FaultCode};

use super::acceptance::{self, Accepting, Guest};
use super::service::{self, Party};
use crate::App;
use crate::auth::routes::{browser_of, check_strength, count_token_try, signed_in};
use crate::auth::{self, cookie};
use crate::deed::Deed;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::query::Query;
use crate::http::request_id::RequestId;
use crate::page;
use crate::platform::clock::ResellerClock;
use crate::refusal::{self, Refusal};

/// Ask what an invite's token is for.
#[utoipa::path(
    tag = "invites", security(()), request_body = LookUpInvite,
    responses(
        (status = 200, description = "The invite is open.", body = InviteOffer),
        (status = 404, description = "`not_found`: no such token."),
        (status = 409, description = "`invite_used`, `invite_revoked`."),
        (status = 410, description = "`invite_expired`."),
    )
)]
#[post("/invites/lookup")]
pub async fn look_up_invite(app: web::Data<App>, request: HttpRequest, body: Body<LookUpInvite>) -> Result<Answer, ApiError> {
    let wanted = body.read()?;
    let now = app.clock.now();
    let tried = count_token_try(&app, &request).await?;
    let offer = app.db.read(move |conn| acceptance::look_up(conn, &wanted.token, now)).await;
    Ok(Answer::ok(&tried.settle(&app, offer).await?)?)
}

/// Accept an invite, and be signed in. A person without an account gives name and password; one with an account signs in
/// and sends only the token, with that account's bearer token.
#[utoipa::path(
    tag = "invites", security((), ("bearer" = [])), request_body = AcceptInvite,
    responses(
        (status = 200, description = "Accepted, and signed in.", body = SignedIn),
        (status = 403, description = "`invite_for_another_account`; `forbidden` to an API key."),
        (status = 404, description = "`not_found`: no such token."),
        (status = 409, description = "`invite_used`, `invite_revoked`, `sign_in_to_accept`, `account_elsewhere`, `already_member`."),
        (status = 410, description = "`invite_expired`."),
    )
)]
#[post("/invites/accept")]
pub async fn accept_invite(app: web::Data<App>, request: HttpRequest, body: Body<AcceptInvite>) -> Result<HttpResponse, ApiError> {
    let person = match request.headers().contains_key(AUTHORIZATION) {
        true => Some(Caller::of(&request).await?.person()?),
        false => None,
    };
    let now = app.clock.now();
    let guest = match body.text("token", validation::token)? {
        Some(token) => guest_of(&app, &request, token, now).await?,
        None => Err(ProblemCode::NotFound.into()),
    };
    let (wanted, accepting) = match (person, guest) {
        (Some(person), guest) => {
            let wanted = body.read()?;
            guest?;
            (wanted, Accepting::Account(person.account))
        }
        (None, Ok(Guest { account: None, email })) => newcomer(&app, &body, email).await?,
        (None, guest) => {
            body.read()?;
            guest?;
            return Err(ProblemCode::SignInToAccept.into());
        }
    };
    let (browser, request_id) = (browser_of(&app, &request), Some(RequestId::of(&request)));
    // The browser's cookie is about to be another, as with every sign-in.
    let before = cookie::token_of(&request);
    let opened = app
        .db
        .tx(move |conn| {
            let account = acceptance::accept(conn, &wanted.token, accepting, request_id, now)?;
            if let Some(before) = before {
                auth::service::sign_out(conn, &before, now)?;
            }
            auth::service::open(conn, account, browser, now)
        })
        .await?;
    Ok(signed_in(&app, opened, None).await?)
}

/// Whom a token's invite is for. An unknown token is refused before anything about the body; what else keeps the invite
/// from being accepted comes after it.
async fn guest_of(app: &App, request: &HttpRequest, token: String, now: DateTime<Utc>) -> Result<Result<Guest, Refusal>, Refusal> {
    let tried = count_token_try(app, request).await?;
    let found = app.db.read(move |conn| acceptance::guest(conn, &token, now)).await;
    match tried.settle(app, found).await {
        Err(Refusal::Problem(ProblemCode::NotFound)) => Err(ProblemCode::NotFound.into()),
        found => Ok(found),
    }
}

/// The body of a person without an account, and the account that it asks for; or all that is wrong with the one and
/// missing for the other.
async fn newcomer(app: &App, body: &Body<AcceptInvite>, email: String) -> Result<(AcceptInvite, Accepting), Refusal> {
    let (mut read, mut missing) = (body.read_or_faults()?, Vec::new());
    for name in ["full_name", "password"] {
        if !body.has(name)? {
            missing.push(Fault::of_parameter(name, FaultCode::Required));
        }
    }
    if !missing.is_empty() {
        read = Err(read.err().into_iter().flatten().chain(missing).collect());
    }
    let strength = match body.text("password", validation::new_password)? {
        Some(password) => {
            let name = body.text("full_name", validation::full_name)?.unwrap_or_default();
            check_strength(&password, vec![email, name, "countersign".to_owned()], "/password").await
        }
        None => Ok(()),
    };
    let wanted = refusal::together(read.map_err(Refusal::Fields), strength)?;
    let full_name = wanted.full_name.clone().unwrap_or_default();
    let password_hash = app.passwords.hash(wanted.password.clone().unwrap_or_default()).await?;
    let accepting = Accepting::NewAccount { full_name, phone: wanted.phone.clone(), password_hash };
    Ok((wanted, accepting))
}

/// Answers a list of invites.
///
/// # Errors
/// `invalid_fields`.
pub async fn listed(
    app: &App,
    (reseller, party): (ResellerId, Party),
    clock: &ResellerClock,
    query: &Query<InviteQuery>,
) -> Result<HttpResponse, ApiError> {
    let (wanted, now) = (query.read()?, clock.now());
    if query.wants_csv() {
        let part = move |page: PageQuery| InviteQuery { open: wanted.open, limit: page.limit, cursor: page.cursor };
        let rows = app.db.snapshot(move |conn| page::all(|page| service::list(conn, reseller, party, &part(page), now))).await?;
        let columns = ["full_name", "email", "role", "state", "delivery", "expires_at"];
        let cells = |row: &Invite| {
            vec![
                row.full_name.clone(),
                row.email.clone(),
                row.role.to_string(),
                row.state.to_string(),
                row.delivery.to_string(),
                row.expires_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            ]
        };
        return Ok(csv::answer("invites", &columns, rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, party, &wanted, now)).await?;
    Ok(query.answer(&page)?)
}

/// Answers one invite.
///
/// # Errors
/// `not_found`.
pub async fn shown(app: &App, (reseller, party): (ResellerId, Party), clock: &ResellerClock, id: InviteId) -> Result<Answer, ApiError> {
    let now = clock.now();
    let invite = app.db.read(move |conn| service::get(conn, reseller, party, id, now)).await?;
    Ok(Answer::ok(&invite)?.with_version(invite.version))
}

/// Takes an invite back.
///
/// # Errors
/// `not_found`, `stale_version`, `invite_not_open`.
pub async fn revoked(
    app: &App,
    reseller: ResellerId,
    party: Party,
    id: InviteId,
    precondition: Precondition,
    deed: Deed,
) -> Result<Answer, ApiError> {
    app.db.tx(move |conn| service::revoke(conn, reseller, party, id, &precondition, &deed)).await?;
    Ok(Answer::done())
}

/// Sends an invite again.
///
/// # Errors
/// `not_found`, `stale_version`, `invite_not_open`.
pub async fn resent(
    app: &App,
    tenant: (ResellerId, Party),
    id: InviteId,
    (caller, deed): (&Caller, Deed),
    precondition: Precondition,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    body.read()?;
    let (place, vault) = (body.key.place(caller)?, app.vault.clone());
    let work = move |conn: &mut _| {
        let invite = service::resend(conn, &vault, tenant, id, &precondition, &deed)?;
        Ok(Answer::ok(&invite)?.with_version(invite.version))
    };
    Ok(app.once(place, work).await?)
}
