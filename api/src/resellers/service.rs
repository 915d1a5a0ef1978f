//! The use cases of a reseller and its team.

use chrono::{DateTime, Utc};
use serde_json::{Map, json};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{AccountId, MemberId, ResellerId};
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use shared::problem::ProblemCode;
use shared::resellers::{ChangeReseller, Reseller, ResellerMember};
use shared::rights::ResellerRole;
use shared::sandbox::SandboxClock;

use super::store::{self, Changes, MemberRow, ResellerRow};
use crate::authority::Authority;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::page;
use crate::platform::clock::Ahead;
use crate::platform::db::Connection;
use crate::platform::ids;
use crate::refusal::Refusal;
use crate::views;

/// What a reseller is made for. It stays so: what is real must not lose its time to a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// For its customers.
    Business,
    /// To try integrations: its clock can be moved ahead.
    Sandbox,
}

/// Makes a reseller that pays in a currency.
///
/// # Errors
/// The database failed.
pub fn create(
    conn: &mut Connection,
    (name, email): (&str, &str),
    currency: &str,
    purpose: Purpose,
    deed: &Deed,
) -> Result<ResellerId, Refusal> {
    let row = ResellerRow {
        id: ids::next(),
        name: name.to_owned(),
        email: email.to_owned(),
        event_seq: 0,
        created_at: deed.now.into(),
        updated_at: deed.now.into(),
        version: 1,
        currency: currency.to_owned(),
        sandbox_offset: (purpose == Purpose::Sandbox).then_some(0),
    };
    store::insert(conn, &row)?;
    let happening = Happening {
        kind: EventKind::ResellerCreated,
        subject: SubjectKind::Reseller,
        subject_id: row.id.0,
        subscription: None,
        data: json!({}),
    };
    record(conn, row.id, deed, happening)?;
    Ok(row.id)
}

/// The reseller, at a time by its clock.
///
/// # Errors
/// The database failed.
pub fn get(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<Reseller, Refusal> {
    let row = store::find(conn, reseller)?;
    let sandbox = row.sandbox_offset.map(|offset| SandboxClock { now, offset_seconds: Ahead::of(Some(offset)).seconds() });
    Ok(Reseller {
        id: row.id,
        name: row.name,
        email: row.email,
        currency: row.currency,
        sandbox,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        version: row.version,
    })
}

/// The currency of a reseller's prices.
///
/// # Errors
/// The database failed.
pub fn currency(conn: &mut Connection, reseller: ResellerId) -> Result<String, Refusal> {
    Ok(store::currency(conn, reseller)?)
}

/// The owners and administrators, oldest first.
///
/// # Errors
/// The database failed.
pub fn managers(conn: &mut Connection, reseller: ResellerId) -> Result<Vec<AccountId>, Refusal> {
    Ok(store::managers(conn, reseller)?.into_iter().map(|(account, _)| account).collect())
}

/// Those of them who want mails about trials.
///
/// # Errors
/// The database failed.
pub fn trial_mail_readers(conn: &mut Connection, reseller: ResellerId) -> Result<Vec<AccountId>, Refusal> {
    Ok(store::managers(conn, reseller)?.into_iter().filter(|(_, wanted)| *wanted).map(|(account, _)| account).collect())
}

/// Changes the reseller's name or address. A change to what is there already is none: no event, the same version.
///
/// # Errors
/// `stale_version`.
pub fn change(
    conn: &mut Connection,
    reseller: ResellerId,
    wanted: ChangeReseller,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Reseller, Refusal> {
    let row = store::find(conn, reseller)?;
    precondition.check(row.version)?;
    let name = wanted.name.filter(|name| *name != row.name);
    let email = wanted.email.filter(|email| *email != row.email);
    if name.is_none() && email.is_none() {
        return get(conn, reseller, deed.now);
    }
    let mut data = Map::new();
    if let Some(name) = &name {
        data.insert("name".to_owned(), json!({"from": row.name, "to": name}));
    }
    if email.is_some() {
        // An address may be a person's: the event says only that it changed.
        data.insert("email".to_owned(), json!({}));
    }
    let changes = Changes { name, email, updated_at: deed.now.into(), version: row.version + 1 };
    if !store::change(conn, reseller, row.version, &changes)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    let happening = Happening {
        kind: EventKind::ResellerChanged,
        subject: SubjectKind::Reseller,
        subject_id: reseller.0,
        subscription: None,
        data: data.into(),
    };
    record(conn, reseller, deed, happening)?;
    get(conn, reseller, deed.now)
}

/// Whether an account works for any reseller.
///
/// # Errors
/// The database failed.
pub fn works_for_any_across_tenants(conn: &mut Connection, account: AccountId) -> Result<bool, Refusal> {
    Ok(store::works_for_any_across_tenants(conn, account)?)
}

/// Whether an account works for this reseller.
///
/// # Errors
/// The database failed.
pub fn is_member(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> Result<bool, Refusal> {
    Ok(store::is_member(conn, reseller, account)?)
}

/// Makes an account a member. Whether it may be one is for the caller to have looked at.
///
/// # Errors
/// `account_elsewhere` where it became a member somewhere in the meantime.
pub fn add_member(
    conn: &mut Connection,
    reseller: ResellerId,
    account: AccountId,
    role: ResellerRole,
    deed: &Deed,
) -> Result<MemberId, Refusal> {
    if store::works_for_any_across_tenants(conn, account)? {
        return Err(ProblemCode::AccountElsewhere.into());
    }
    let row = MemberRow { id: ids::next(), reseller_id: reseller, account_id: account, role, created_at: deed.now.into(), version: 1 };
    store::insert_member(conn, row)?;
    let data = json!({"account_id": account, "role": role});
    record(conn, reseller, deed, about(EventKind::ResellerMemberAdded, &row, data))?;
    Ok(row.id)
}

fn about(kind: EventKind, row: &MemberRow, data: serde_json::Value) -> Happening {
    Happening { kind, subject: SubjectKind::ResellerMember, subject_id: row.id.0, subscription: None, data }
}

/// The members, oldest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn members(conn: &mut Connection, reseller: ResellerId, query: &PageQuery) -> Result<Page<ResellerMember>, Refusal> {
    const FILTER: &str = "reseller members";
    let cursor = query.cursor.as_deref().map(|text| Cursor::<MemberId>::decode(text, FILTER)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let rows = store::list(conn, reseller, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, reseller))?;
    cursor::page(rows, limit, cursor.map(|cursor| cursor.side), FILTER, total, |row| row.id)
}

/// One member.
///
/// # Errors
/// `not_found`.
pub fn member(conn: &mut Connection, reseller: ResellerId, id: MemberId) -> Result<ResellerMember, Refusal> {
    Ok(store::show(conn, reseller, id)?)
}

/// Refuses what a role may not do with a member, whatever it is to become: administrators can't change or remove owners.
///
/// # Errors
/// `not_found`, `forbidden`.
pub fn open_to(conn: &mut Connection, reseller: ResellerId, (by, id): (Authority, MemberId)) -> Result<(), Refusal> {
    let row = store::member(conn, reseller, id)?;
    if row.role == ResellerRole::Owner && !by.is_owner() {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(())
}

/// Gives a member another role. Administrators can't make, change or remove owners; the last owner stays one.
///
/// # Errors
/// `not_found`, `forbidden`, `stale_version`, `last_owner`.
pub fn change_member(
    conn: &mut Connection,
    reseller: ResellerId,
    (by, id): (Authority, MemberId),
    role: ResellerRole,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<ResellerMember, Refusal> {
    let row = guarded(conn, reseller, (by, id), Some(role), precondition)?;
    if row.role != role {
        if !store::change_role(conn, &row, role)? {
            return Err(ProblemCode::StaleVersion.into());
        }
        let data = json!({"account_id": row.account_id, "from": row.role, "to": role});
        record(conn, reseller, deed, about(EventKind::ResellerMemberChanged, &row, data))?;
    }
    member(conn, reseller, id)
}

/// Removes a member. The account stays, and can do nothing until somebody invites it.
///
/// # Errors
/// `not_found`, `forbidden`, `stale_version`, `last_owner`.
pub fn remove_member(
    conn: &mut Connection,
    reseller: ResellerId,
    (by, id): (Authority, MemberId),
    precondition: &Precondition,
    deed: &Deed,
) -> Result<(), Refusal> {
    let row = guarded(conn, reseller, (by, id), None, precondition)?;
    if !store::remove(conn, &row)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    views::service::forget(conn, reseller, row.account_id)?;
    let data = json!({"account_id": row.account_id, "role": row.role});
    record(conn, reseller, deed, about(EventKind::ResellerMemberRemoved, &row, data))
}

/// A member that may be changed to `role`, or removed where there is none.
fn guarded(
    conn: &mut Connection,
    reseller: ResellerId,
    (by, id): (Authority, MemberId),
    role: Option<ResellerRole>,
    precondition: &Precondition,
) -> Result<MemberRow, Refusal> {
    store::lock(conn, reseller)?;
    let row = store::member(conn, reseller, id)?;
    let touches_owner = row.role == ResellerRole::Owner || role == Some(ResellerRole::Owner);
    if touches_owner && !by.is_owner() {
        return Err(ProblemCode::Forbidden.into());
    }
    precondition.check(row.version)?;
    let loses_owner = row.role == ResellerRole::Owner && role != Some(ResellerRole::Owner);
    if loses_owner && store::owners(conn, reseller)? < 2 {
        return Err(ProblemCode::LastOwner.into());
    }
    Ok(row)
}
