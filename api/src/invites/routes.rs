//! Invites over HTTP: the two public doors, and what the team's and the subscriptions' routes share.

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::auth::SignedIn;
use shared::body::Empty;
use shared::body::Fault;
use shared::ids::{InviteId, ResellerId};
use shared::invites::{AcceptInvite, Invite, InviteOffer, InviteQuery, LookUpInvite};
use shared::page::PageQuery;
use shared::problem::ProblemCode;
use shared::validation::FaultCode;

use super::acceptance::{self, Accepting};
use super::service::{self, Party};
use crate::App;
use crate::auth;
use crate::auth::routes::{browser_of, check_strength, count_token_try, signed_in};
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
use crate::refusal::Refusal;

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
    count_token_try(&app, &request).await?;
    let offer = app.db.read(move |conn| acceptance::look_up(conn, &wanted.token, now)).await?;
    Ok(Answer::ok(&offer)?)
}

/// Accept an invite, and be signed in. A person without an account gives name and password; one with an account signs in
/// and sends only the token, with that account's bearer token.
#[utoipa::path(
    tag = "invites", security((), ("bearer" = [])), request_body = AcceptInvite,
    responses(
        (status = 200, description = "Accepted, and signed in.", body = SignedIn),
        (status = 403, description = "`invite_for_another_account`."),
        (status = 404, description = "`not_found`: no such token."),
        (status = 409, description = "`invite_used`, `invite_revoked`, `sign_in_to_accept`, `account_elsewhere`, `already_member`."),
        (status = 410, description = "`invite_expired`."),
    )
)]
#[post("/invites/accept")]
pub async fn accept_invite(app: web::Data<App>, request: HttpRequest, body: Body<AcceptInvite>) -> Result<HttpResponse, ApiError> {
    let caller = match request.headers().contains_key(AUTHORIZATION) {
        true => Some(Caller::of(&request).await?),
        false => None,
    };
    let wanted = body.read()?;
    let (now, token) = (app.clock.now(), wanted.token.clone());
    count_token_try(&app, &request).await?;
    let (account, email) = app.db.read(move |conn| acceptance::account_of(conn, &token, now)).await?;
    let accepting = match caller {
        Some(caller) => Accepting::Account(caller.account),
        None if account.is_some() => return Err(ProblemCode::SignInToAccept.into()),
        None => new_account(&app, &wanted, email).await?,
    };
    let (browser, request_id) = (browser_of(&app, &request), Some(RequestId::of(&request)));
    let opened = app
        .db
        .tx(move |conn| {
            let account = acceptance::accept(conn, &wanted.token, accepting, request_id, now)?;
            auth::service::open(conn, account, browser, now)
        })
        .await?;
    Ok(signed_in(&app, opened, None).await?)
}

/// What a new account needs, or all that is missing of it.
async fn new_account(app: &App, wanted: &AcceptInvite, email: String) -> Result<Accepting, Refusal> {
    let (Some(full_name), Some(password)) = (wanted.full_name.clone(), wanted.password.clone()) else {
        let missing = [("/full_name", wanted.full_name.is_none()), ("/password", wanted.password.is_none())];
        let faults = missing.into_iter().filter(|(_, missing)| *missing);
        let fault = |(pointer, _): (&str, bool)| Fault { pointer: pointer.to_owned(), code: FaultCode::Required };
        return Err(Refusal::Fields(faults.map(fault).collect()));
    };
    check_strength(&password, vec![email, full_name.clone(), "countersign".to_owned()], "/password").await?;
    let password_hash = app.passwords.hash(password).await?;
    Ok(Accepting::NewAccount { full_name, phone: wanted.phone.clone(), password_hash })
}

/// Answers a list of invites.
///
/// # Errors
/// `invalid_fields`.
pub async fn listed(app: &App, reseller: ResellerId, party: Party, query: &Query<InviteQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, now) = (query.read()?, app.clock.now());
    if query.wants_csv() {
        let part = move |page: PageQuery| InviteQuery { open: wanted.open, limit: page.limit, cursor: page.cursor };
        let rows = app.db.read(move |conn| page::all(|page| service::list(conn, reseller, party, &part(page), now))).await?;
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
pub async fn shown(app: &App, reseller: ResellerId, party: Party, id: InviteId) -> Result<Answer, ApiError> {
    let now = app.clock.now();
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
/// `not_found`, `invite_not_open`.
pub async fn resent(
    app: &App,
    reseller: ResellerId,
    party: Party,
    id: InviteId,
    caller: &Caller,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    shown(app, reseller, party, id).await?;
    body.read()?;
    let (place, deed, vault) = (body.key.place(caller)?, caller.deed(app.clock.now()), app.vault.clone());
    let work = move |conn: &mut _| {
        let invite = service::resend(conn, &vault, reseller, party, id, &deed)?;
        Ok(Answer::ok(&invite)?.with_version(invite.version))
    };
    Ok(app.once(place, work).await?)
}
