//! The use cases of invites.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{InviteId, ResellerId, SubscriptionId};
use shared::invites::{Delivery, Invite, InviteQuery, InviteRole, InviteState};
use shared::locale::Locale;
use shared::members::InviteMember;
use shared::page::{LIMIT_DEFAULT, Page};
use shared::problem::ProblemCode;
use shared::resellers::InviteColleague;
use shared::rights::{ResellerRole, SubscriptionRole};

pub use super::party::Party;
use super::party::lock;
use super::store::{self, InviteRow};
use super::{domain, view};
use crate::auth::attempts::Counter;
use crate::authority::Authority;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::jobs::{self, Job};
use crate::page;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::platform::{ids, tokens};
use crate::refusal::Refusal;
use crate::{accounts, auth, members, resellers, subscriptions};

/// Invites a colleague to the reseller's team. Administrators can't invite owners.
///
/// # Errors
/// `forbidden`, `already_member`, `already_invited`.
pub fn invite_colleague(
    conn: &mut Connection,
    vault: &Vault,
    reseller: ResellerId,
    by: Authority,
    wanted: InviteColleague,
    deed: &Deed,
) -> Result<Invite, Refusal> {
    if wanted.role == ResellerRole::Owner && !by.is_owner() {
        return Err(ProblemCode::Forbidden.into());
    }
    let role = match wanted.role {
        ResellerRole::Owner => InviteRole::Owner,
        ResellerRole::Admin => InviteRole::Admin,
        ResellerRole::Billing => InviteRole::Billing,
        ResellerRole::Support => InviteRole::Support,
    };
    lock(conn, reseller, None)?;
    let guest = Guest { email: wanted.email, full_name: wanted.full_name, role, locale: wanted.locale };
    create(conn, vault, reseller, Party::Team, guest, deed)
}

/// Invites one of the customer's people.
///
/// # Errors
/// `customer_access_off`, `already_member`, `already_invited`, `transition_not_allowed` where the subscription is over.
pub fn invite_member(
    conn: &mut Connection,
    vault: &Vault,
    reseller: ResellerId,
    subscription: SubscriptionId,
    wanted: InviteMember,
    deed: &Deed,
) -> Result<Invite, Refusal> {
    lock(conn, reseller, Some(subscription))?;
    subscriptions::service::open_for_people(conn, reseller, subscription, deed.now)?;
    let role = match wanted.role {
        SubscriptionRole::Admin => InviteRole::Admin,
        SubscriptionRole::Editor => InviteRole::Editor,
    };
    let guest = Guest { email: wanted.email, full_name: wanted.full_name, role, locale: wanted.locale };
    create(conn, vault, reseller, Party::Subscription(subscription), guest, deed)
}

/// Who is invited.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The address, as typed.
    pub email: String,
    /// The name.
    pub full_name: String,
    /// The role to come.
    pub role: InviteRole,
    /// The mail's language.
    pub locale: Locale,
}

/// Makes an invite, its mail and its timer.
///
/// # Errors
/// `already_member`, `already_invited`.
pub fn create(
    conn: &mut Connection,
    vault: &Vault,
    reseller: ResellerId,
    party: Party,
    guest: Guest,
    deed: &Deed,
) -> Result<Invite, Refusal> {
    let email_key = auth::service::email_key(&guest.email);
    needs_invite(conn, reseller, party, &email_key, deed.now)?;
    let token = tokens::random()?;
    let row = InviteRow {
        id: ids::next(),
        reseller_id: reseller,
        subscription_id: party.subscription(),
        email: guest.email,
        email_key,
        full_name: guest.full_name,
        role: guest.role,
        locale: guest.locale,
        token_hash: tokens::hash(&token),
        state: InviteState::Pending,
        delivery: Delivery::Queued,
        delivery_detail: None,
        sent_at: None,
        expires_at: (deed.now + domain::LIFETIME).into(),
        invited_by: deed.account(),
        created_at: deed.now.into(),
        accepted_at: None,
        accepted_by: None,
        version: 1,
    };
    store::insert(conn, &row)?;
    enqueue_mail_and_timer(conn, vault, &row, token, deed.now)?;
    record(conn, reseller, deed, about(EventKind::InviteCreated, &row, json!({"role": row.role})))?;
    Ok(view::invite(row, deed.now))
}

/// Refuses an invite of somebody who has joined already, or holds another that is open.
fn needs_invite(conn: &mut Connection, reseller: ResellerId, party: Party, email_key: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    if let Some(account) = accounts::service::id_of(conn, email_key)? {
        let joined = match party {
            Party::Team => resellers::service::is_member(conn, reseller, account)?,
            Party::Subscription(id) => members::service::is_member(conn, reseller, id, account)?,
        };
        if joined {
            return Err(ProblemCode::AlreadyMember.into());
        }
    }
    if store::is_open_for(conn, reseller, party, email_key, now.into())? {
        return Err(ProblemCode::AlreadyInvited.into());
    }
    Ok(())
}

fn enqueue_mail_and_timer(conn: &mut Connection, vault: &Vault, row: &InviteRow, token: String, now: DateTime<Utc>) -> Result<(), Refusal> {
    let (reseller, invite) = (row.reseller_id, row.id);
    jobs::service::enqueue(conn, vault, &Job::MailInvite { reseller, invite, token }, now, now)?;
    jobs::service::enqueue(conn, vault, &Job::ExpireInvite { reseller, invite }, now + domain::LIFETIME, now)
}

pub(super) fn about(kind: EventKind, row: &InviteRow, data: Value) -> Happening {
    Happening { kind, subject: SubjectKind::Invite, subject_id: row.id.0, subscription: row.subscription_id, data }
}

/// The invites of a party, newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    party: Party,
    query: &InviteQuery,
    now: DateTime<Utc>,
) -> Result<Page<Invite>, Refusal> {
    let filter = format!("invites {party:?} {:?}", query.open);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<InviteId>::decode(text, &filter)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let rows = store::list(conn, reseller, party, query.open, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, reseller, party, query.open))?;
    let rows = rows.into_iter().map(|row| view::invite(row, now)).collect();
    cursor::page(rows, limit, cursor.map(|cursor| cursor.side), &filter, total, |invite: &Invite| invite.id)
}

/// Looks for an invite.
///
/// # Errors
/// `not_found`.
pub fn find(conn: &mut Connection, reseller: ResellerId, party: Party, id: InviteId) -> Result<(), Refusal> {
    Ok(store::find(conn, reseller, party, id).map(drop)?)
}

/// One invite.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, party: Party, id: InviteId, now: DateTime<Utc>) -> Result<Invite, Refusal> {
    Ok(view::invite(store::find(conn, reseller, party, id)?, now))
}

/// Refuses what a role may not do with a colleague's invite: administrators can't make, revoke or resend an owner's. An
/// invite's role never changes, so that it may be looked at before the change.
///
/// # Errors
/// `not_found`, `forbidden`.
pub fn open_to(conn: &mut Connection, reseller: ResellerId, by: Authority, id: InviteId) -> Result<(), Refusal> {
    let row = store::find(conn, reseller, Party::Team, id)?;
    if row.role == InviteRole::Owner && !by.is_owner() {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(())
}

/// What the person is called who invited, where there is one and the name is still known.
pub(super) fn inviter_name(conn: &mut Connection, row: &InviteRow) -> Result<Option<String>, Refusal> {
    let Some(account) = row.invited_by else { return Ok(None) };
    Ok(Some(accounts::service::find(conn, account)?.full_name).filter(|name| !name.is_empty()))
}

pub(super) fn stands(row: &InviteRow, now: DateTime<Utc>) -> InviteState {
    domain::state_at(row.state, row.expires_at.into(), now)
}

/// Takes an invite back: its link works no more.
///
/// # Errors
/// `not_found`, `stale_version`, `invite_not_open`.
pub fn revoke(
    conn: &mut Connection,
    reseller: ResellerId,
    party: Party,
    id: InviteId,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<(), Refusal> {
    lock(conn, reseller, party.subscription())?;
    let row = store::find(conn, reseller, party, id)?;
    precondition.check(row.version)?;
    domain::can_be_revoked(stands(&row, deed.now))?;
    revoke_row(conn, &row, deed)
}

fn revoke_row(conn: &mut Connection, row: &InviteRow, deed: &Deed) -> Result<(), Refusal> {
    if !store::mark(conn, row, InviteState::Revoked)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    record(conn, row.reseller_id, deed, about(EventKind::InviteRevoked, row, json!({})))
}

/// Takes all open invites of a subscription back.
///
/// # Errors
/// The database failed.
pub fn revoke_open(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, deed: &Deed) -> Result<(), Refusal> {
    for row in store::open(conn, reseller, Party::Subscription(subscription), deed.now.into())? {
        revoke_row(conn, &row, deed)?;
    }
    Ok(())
}

/// Forgets the invites of a subscription, with the people that they name.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<(), Refusal> {
    store::delete_all(conn, reseller, subscription)?;
    Ok(())
}

/// Sends an invite again, with a new token; the old one is dead.
///
/// # Errors
/// `not_found`, `stale_version`, `invite_not_open`, `customer_access_off`; of an expired one `already_member`,
/// `already_invited`.
pub fn resend(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, party): (ResellerId, Party),
    id: InviteId,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Invite, Refusal> {
    lock(conn, reseller, party.subscription())?;
    let row = store::find(conn, reseller, party, id)?;
    precondition.check(row.version)?;
    domain::can_be_resent(stands(&row, deed.now))?;
    if let Party::Subscription(subscription) = party {
        subscriptions::service::open_for_people(conn, reseller, subscription, deed.now)?;
    }
    if stands(&row, deed.now) == InviteState::Expired {
        needs_invite(conn, reseller, party, &row.email_key, deed.now)?;
    }
    let real_now = resellers::clock::ahead(conn, reseller)?.real(deed.now);
    Counter::invites_to(&row.email_key).take(conn, real_now)?;
    let token = tokens::random()?;
    if !store::renew(conn, &row, &tokens::hash(&token), (deed.now + domain::LIFETIME).into())? {
        return Err(ProblemCode::StaleVersion.into());
    }
    enqueue_mail_and_timer(conn, vault, &row, token, deed.now)?;
    record(conn, reseller, deed, about(EventKind::InviteResent, &row, json!({})))?;
    get(conn, reseller, party, id, deed.now)
}
