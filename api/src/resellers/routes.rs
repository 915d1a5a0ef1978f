//! A reseller and its team over HTTP.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use shared::body::Empty;
use shared::invites::{Invite, InviteQuery};
use shared::page::{Page, PageQuery};
use shared::resellers::{ChangeReseller, ChangeResellerMember, InviteColleague, Reseller, ResellerMember};

use super::service;
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{Staff, ToManageTeam, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::named::{AColleague, ATeamInvite, Own};
use crate::http::query::Query;
use crate::invites;
use crate::invites::service::Party;
use crate::page;

/// Read the reseller.
#[utoipa::path(tag = "reseller", responses((status = 200, description = "The reseller.", body = Reseller)))]
#[get("/reseller")]
pub async fn get_reseller(app: web::Data<App>, who: Staff<ToSee>) -> Result<Answer, ApiError> {
    let now = who.clock.now();
    let reseller = app.db.read(move |conn| service::get(conn, who.reseller, now)).await?;
    Ok(Answer::ok(&reseller)?.with_version(reseller.version))
}

/// Change the reseller's name or reply address.
#[utoipa::path(
    tag = "reseller", request_body = ChangeReseller,
    responses((status = 200, description = "The reseller as it is now.", body = Reseller))
)]
#[patch("/reseller")]
pub async fn change_reseller(
    app: web::Data<App>,
    who: Staff<ToManageTeam>,
    precondition: Precondition,
    body: Body<ChangeReseller>,
) -> Result<Answer, ApiError> {
    let (wanted, deed) = (body.read()?, who.deed());
    let reseller = app.db.tx(move |conn| service::change(conn, who.reseller, wanted, &precondition, &deed)).await?;
    Ok(Answer::ok(&reseller)?.with_version(reseller.version))
}

/// List the reseller's people, oldest first.
#[utoipa::path(
    tag = "reseller", params(PageQuery),
    responses((status = 200, description = "A page of members.", body = Page<ResellerMember>))
)]
#[get("/reseller/members")]
pub async fn list_reseller_members(
    app: web::Data<App>,
    who: Staff<ToManageTeam>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let (wanted, reseller) = (query.read()?, who.reseller);
    if query.wants_csv() {
        let rows = app.db.snapshot(move |conn| page::all(|page| service::members(conn, reseller, &page))).await?;
        let cells = |row: &ResellerMember| vec![row.full_name.clone(), row.email.clone(), row.role.to_string(), row.two_factor.to_string()];
        return Ok(csv::answer("team", &["full_name", "email", "role", "two_factor"], rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::members(conn, reseller, &wanted)).await?;
    Ok(query.answer(&page)?)
}

/// Read one of the reseller's people.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The membership.")),
    responses((status = 200, description = "The member.", body = ResellerMember))
)]
#[get("/reseller/members/{id}")]
pub async fn get_reseller_member(app: web::Data<App>, colleague: Own<AColleague, ToManageTeam>) -> Result<Answer, ApiError> {
    let (who, id) = (colleague.staff, colleague.id);
    let member = app.db.read(move |conn| service::member(conn, who.reseller, id)).await?;
    Ok(Answer::ok(&member)?.with_version(member.version))
}

/// Give one of the reseller's people another role.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The membership.")),
    request_body = ChangeResellerMember,
    responses(
        (status = 200, description = "The member with the new role.", body = ResellerMember),
        (status = 409, description = "`last_owner`."),
    )
)]
#[patch("/reseller/members/{id}")]
pub async fn change_reseller_member(
    app: web::Data<App>,
    colleague: Own<AColleague, ToManageTeam>,
    precondition: Precondition,
    body: Body<ChangeResellerMember>,
) -> Result<Answer, ApiError> {
    let (who, id) = (colleague.staff, colleague.id);
    let (reseller, authority) = (who.reseller, who.authority);
    app.db.read(move |conn| service::open_to(conn, reseller, (authority, id))).await?;
    let (wanted, deed) = (body.read()?, who.deed());
    let change = move |conn: &mut _| service::change_member(conn, who.reseller, (who.authority, id), wanted.role, &precondition, &deed);
    let member = app.db.tx(change).await?;
    Ok(Answer::ok(&member)?.with_version(member.version))
}

/// Remove one of the reseller's people.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The membership.")),
    responses((status = 204, description = "Removed."), (status = 409, description = "`last_owner`."))
)]
#[delete("/reseller/members/{id}")]
pub async fn remove_reseller_member(
    app: web::Data<App>,
    colleague: Own<AColleague, ToManageTeam>,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (who, id) = (colleague.staff, colleague.id);
    let deed = who.deed();
    app.db.tx(move |conn| service::remove_member(conn, who.reseller, (who.authority, id), &precondition, &deed)).await?;
    Ok(Answer::done())
}

/// List the invites of colleagues, newest first.
#[utoipa::path(
    tag = "reseller", params(InviteQuery),
    responses((status = 200, description = "A page of invites.", body = Page<Invite>))
)]
#[get("/reseller/invites")]
pub async fn list_reseller_invites(
    app: web::Data<App>,
    who: Staff<ToManageTeam>,
    query: Query<InviteQuery>,
) -> Result<HttpResponse, ApiError> {
    invites::routes::listed(&app, (who.reseller, Party::Team), &who.clock, &query).await
}

/// Invite a colleague by mail.
#[utoipa::path(
    tag = "reseller", request_body = InviteColleague,
    responses(
        (status = 201, description = "The invite; its mail is on its way.", body = Invite),
        (status = 409, description = "`already_member`, `already_invited`."),
    )
)]
#[post("/reseller/invites")]
pub async fn invite_colleague(app: web::Data<App>, who: Staff<ToManageTeam>, body: Body<InviteColleague>) -> Result<Answer, ApiError> {
    let (wanted, deed, vault) = (body.read()?, who.deed(), app.vault.clone());
    let place = body.key.place(&who.caller)?;
    let work = move |conn: &mut _| {
        let invite = invites::service::invite_colleague(conn, &vault, who.reseller, who.authority, wanted, &deed)?;
        let location = format!("/api/v1/reseller/invites/{}", invite.id);
        Ok(Answer::created(location, &invite)?.with_version(invite.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read an invite of a colleague.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The invite.")),
    responses((status = 200, description = "The invite.", body = Invite))
)]
#[get("/reseller/invites/{id}")]
pub async fn get_reseller_invite(app: web::Data<App>, invite: Own<ATeamInvite, ToManageTeam>) -> Result<Answer, ApiError> {
    invites::routes::shown(&app, (invite.staff.reseller, Party::Team), &invite.staff.clock, invite.id).await
}

/// Take an invite of a colleague back.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The invite.")),
    responses((status = 204, description = "Revoked: its link works no more."), (status = 409, description = "`invite_not_open`."))
)]
#[delete("/reseller/invites/{id}")]
pub async fn revoke_reseller_invite(
    app: web::Data<App>,
    invite: Own<ATeamInvite, ToManageTeam>,
    precondition: Precondition,
) -> Result<Answer, ApiError> {
    let (who, id) = (invite.staff, invite.id);
    let (reseller, authority) = (who.reseller, who.authority);
    app.db.read(move |conn| invites::service::open_to(conn, reseller, authority, id)).await?;
    let deed = who.deed();
    invites::routes::revoked(&app, who.reseller, Party::Team, id, precondition, deed).await
}

/// Send an invite of a colleague again, with a new link; the old one works no more.
#[utoipa::path(
    tag = "reseller", params(("id" = String, Path, format = "uuid", description = "The invite.")), request_body = Empty,
    responses((status = 200, description = "The invite; its mail is on its way.", body = Invite), (status = 409, description = "`invite_not_open`; of an expired one `already_member`, `already_invited`."))
)]
#[post("/reseller/invites/{id}/resend")]
pub async fn resend_reseller_invite(
    app: web::Data<App>,
    invite: Own<ATeamInvite, ToManageTeam>,
    precondition: Precondition,
    body: Body<Empty>,
) -> Result<Answer, ApiError> {
    let (who, id) = (invite.staff, invite.id);
    let (reseller, authority) = (who.reseller, who.authority);
    app.db.read(move |conn| invites::service::open_to(conn, reseller, authority, id)).await?;
    invites::routes::resent(&app, (reseller, Party::Team), id, (&who.caller, who.deed()), precondition, body).await
}
