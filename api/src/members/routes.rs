//! The customers' people, and their invites, over HTTP.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use shared::body::Empty;
use shared::invites::{Invite, InviteQuery};
use shared::members::{ChangeMember, InviteMember, Member};
use shared::page::{Page, PageQuery};
use shared::problem::ProblemCode;
use shared::rights::Right;

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Capacity, OnSubscription, ToManagePeople, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::named::{AMember, AnInvite, Of};
use crate::http::query::Query;
use crate::invites;
use crate::invites::service::Party;
use crate::page;
use crate::refusal::Refusal;

/// The reseller's people see a customer's people; of the customer's own, only administrators do.
fn sees_people(on: &OnSubscription<ToSee>) -> Result<(), Refusal> {
    match on.capacity {
        Capacity::Customer(role, _) if !role.may(Right::ManagePeople) => Err(ProblemCode::Forbidden.into()),
        _ => Ok(()),
    }
}

/// List the people of a subscription, oldest first.
#[utoipa::path(
    tag = "members", params(("id" = String, Path, format = "uuid", description = "The subscription."), PageQuery),
    responses((status = 200, description = "A page of members.", body = Page<Member>))
)]
#[get("/subscriptions/{id}/members")]
pub async fn list_members(app: web::Data<App>, on: OnSubscription<ToSee>, query: Query<PageQuery>) -> Result<HttpResponse, ApiError> {
    sees_people(&on)?;
    let (wanted, reseller, id) = (query.read()?, on.reseller, on.id);
    if query.wants_csv() {
        let rows = app.db.snapshot(move |conn| page::all(|page| service::list(conn, reseller, id, &page))).await?;
        let cells = |row: &Member| vec![row.full_name.clone(), row.email.clone(), row.role.to_string()];
        return Ok(csv::answer("members", &["full_name", "email", "role"], rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::list(conn, reseller, id, &wanted)).await?;
    Ok(query.answer(&page)?)
}

/// Read one of the people of a subscription.
#[utoipa::path(
    tag = "members",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("member_id" = String, Path, format = "uuid", description = "The membership.")),
    responses((status = 200, description = "The member.", body = Member))
)]
#[get("/subscriptions/{id}/members/{member_id}")]
pub async fn get_member(app: web::Data<App>, member: Of<AMember, ToSee>) -> Result<Answer, ApiError> {
    let (on, id) = (member.on, member.id);
    sees_people(&on)?;
    let member = app.db.read(move |conn| service::get(conn, on.reseller, on.id, id)).await?;
    Ok(Answer::ok(&member)?.with_version(member.version))
}

/// Give one of the people of a subscription another role.
#[utoipa::path(
    tag = "members", request_body = ChangeMember,
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("member_id" = String, Path, format = "uuid", description = "The membership.")),
    responses((status = 200, description = "The member with the new role.", body = Member), (status = 409, description = "`last_admin`."))
)]
#[patch("/subscriptions/{id}/members/{member_id}")]
pub async fn change_member(
    app: web::Data<App>,
    member: Of<AMember, ToManagePeople>,
    precondition: Precondition,
    body: Body<ChangeMember>,
) -> Result<Answer, ApiError> {
    let (on, id) = (member.on, member.id);
    let (wanted, deed) = (body.read()?, on.deed());
    let change = move |conn: &mut _| service::change(conn, on.reseller, on.id, id, wanted.role, &precondition, &deed);
    let member = app.db.tx(change).await?;
    Ok(Answer::ok(&member)?.with_version(member.version))
}

/// Remove one of the people of a subscription.
#[utoipa::path(
    tag = "members",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("member_id" = String, Path, format = "uuid", description = "The membership.")),
    responses((status = 204, description = "Removed."), (status = 409, description = "`last_admin`."))
)]
#[delete("/subscriptions/{id}/members/{member_id}")]
pub async fn remove_member(
    app: web::Data<App>,
    member: Of<AMember, ToManagePeople>,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (on, id) = (member.on, member.id);
    let deed = on.deed();
    app.db.tx(move |conn| service::remove(conn, on.reseller, on.id, id, &precondition, &deed)).await?;
    Ok(Answer::done())
}

/// List the invites of a subscription, newest first.
#[utoipa::path(
    tag = "invites", params(("id" = String, Path, format = "uuid", description = "The subscription."), InviteQuery),
    responses((status = 200, description = "A page of invites.", body = Page<Invite>))
)]
#[get("/subscriptions/{id}/invites")]
pub async fn list_invites(app: web::Data<App>, on: OnSubscription<ToSee>, query: Query<InviteQuery>) -> Result<HttpResponse, ApiError> {
    sees_people(&on)?;
    invites::routes::listed(&app, (on.reseller, Party::Subscription(on.id)), &on.clock, &query).await
}

/// Invite one of the customer's people by mail.
#[utoipa::path(
    tag = "invites", request_body = InviteMember,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 201, description = "The invite; its mail is on its way.", body = Invite),
        (status = 409, description = "`customer_access_off`, `already_member`, `already_invited`, `transition_not_allowed`."),
    )
)]
#[post("/subscriptions/{id}/invites")]
pub async fn create_invite(app: web::Data<App>, on: OnSubscription<ToManagePeople>, body: Body<InviteMember>) -> Result<Answer, ApiError> {
    let (wanted, deed, vault) = (body.read()?, on.deed(), app.vault.clone());
    let (place, reseller, id) = (body.key.place(&on.caller)?, on.reseller, on.id);
    let work = move |conn: &mut _| {
        let invite = invites::service::invite_member(conn, &vault, reseller, id, wanted, &deed)?;
        let location = format!("/api/v1/subscriptions/{id}/invites/{}", invite.id);
        Ok(Answer::created(location, &invite)?.with_version(invite.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read an invite of a subscription.
#[utoipa::path(
    tag = "invites",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("invite_id" = String, Path, format = "uuid", description = "The invite.")),
    responses((status = 200, description = "The invite.", body = Invite))
)]
#[get("/subscriptions/{id}/invites/{invite_id}")]
pub async fn get_invite(app: web::Data<App>, invite: Of<AnInvite, ToSee>) -> Result<Answer, ApiError> {
    sees_people(&invite.on)?;
    let (on, id) = (invite.on, invite.id);
    invites::routes::shown(&app, (on.reseller, Party::Subscription(on.id)), &on.clock, id).await
}

/// Take an invite of a subscription back.
#[utoipa::path(
    tag = "invites",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("invite_id" = String, Path, format = "uuid", description = "The invite.")),
    responses((status = 204, description = "Revoked: its link works no more."), (status = 409, description = "`invite_not_open`."))
)]
#[delete("/subscriptions/{id}/invites/{invite_id}")]
pub async fn revoke_invite(
    app: web::Data<App>,
    invite: Of<AnInvite, ToManagePeople>,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (on, id) = (invite.on, invite.id);
    let deed = on.deed();
    invites::routes::revoked(&app, on.reseller, Party::Subscription(on.id), id, precondition, deed).await
}

/// Send an invite of a subscription again, with a new link; the old one works no more.
#[utoipa::path(
    tag = "invites", request_body = Empty,
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("invite_id" = String, Path, format = "uuid", description = "The invite.")),
    responses((status = 200, description = "The invite; its mail is on its way.", body = Invite), (status = 409, description = "`invite_not_open`, `customer_access_off`; of an expired one `already_member`, `already_invited`."))
)]
#[post("/subscriptions/{id}/invites/{invite_id}/resend")]
pub async fn resend_invite(
    app: web::Data<App>,
    invite: Of<AnInvite, ToManagePeople>,
    precondition: Precondition,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    let (on, id) = (invite.on, invite.id);
    invites::routes::resent(&app, (on.reseller, Party::Subscription(on.id)), id, (&on.caller, on.deed()), precondition, body).await
}
