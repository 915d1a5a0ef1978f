//! The use cases of the customers' people.

use std::collections::HashMap;

use serde_json::{Value, json};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{AccountId, MemberId, ResellerId, SubscriptionId};
use shared::members::Member;
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use shared::problem::ProblemCode;
use shared::rights::SubscriptionRole;

use super::store::{self, MemberRow};
use crate::authority::Authority;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::caller::Capacity;
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::page;
use crate::platform::clock::Ahead;
use crate::platform::db::{Connection, dialect};
use crate::platform::ids;
use crate::refusal::Refusal;
use crate::tenancy::Scope;

/// In which capacity a caller deals with a subscription, and for a customer's people how far its reseller's clock is ahead;
/// nothing where it isn't the caller's to see.
///
/// # Errors
/// The database failed.
pub fn capacity(
    conn: &mut Connection,
    scope: Scope,
    authority: Option<Authority>,
    id: SubscriptionId,
) -> Result<Option<(ResellerId, Capacity, Option<Ahead>)>, Refusal> {
    match (scope, authority) {
        (Scope::Reseller(reseller), Some(authority)) => {
            let found = store::has_subscription(conn, reseller, id)?;
            Ok(found.then_some((reseller, Capacity::Reseller(authority), None)))
        }
        (Scope::Customer(account), _) => {
            let place = store::place_across_tenants(conn, account, id)?;
            Ok(place.map(|(reseller, role, access, ahead)| (reseller, Capacity::Customer(role, access), Some(ahead))))
        }
        (Scope::Reseller(_), None) => Ok(None),
    }
}

/// The subscriptions of an account that are not archived, each with its reseller, in the order in which it joined them.
///
/// # Errors
/// The database failed.
pub fn places(conn: &mut Connection, account: AccountId) -> Result<Vec<(ResellerId, SubscriptionId)>, Refusal> {
    Ok(store::places(conn, account)?)
}

/// In which capacity a customer's person deals with each of its subscriptions, and how far that one's reseller is ahead.
///
/// # Errors
/// The database failed.
pub fn capacities(conn: &mut Connection, account: AccountId) -> Result<HashMap<SubscriptionId, (Capacity, Ahead)>, Refusal> {
    let places = store::places_across_tenants(conn, account)?;
    Ok(places.into_iter().map(|(id, role, access, ahead)| (id, (Capacity::Customer(role, access), ahead))).collect())
}

/// Makes an account a member.
///
/// # Errors
/// `already_member`.
pub fn add(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    account: AccountId,
    role: SubscriptionRole,
    deed: &Deed,
) -> Result<MemberId, Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    if store::is_member(conn, reseller, subscription, account)? {
        return Err(ProblemCode::AlreadyMember.into());
    }
    let row = MemberRow {
        id: ids::next(),
        reseller_id: reseller,
        subscription_id: subscription,
        account_id: account,
        role,
        created_at: deed.now.into(),
        version: 1,
    };
    store::insert(conn, row)?;
    record(conn, reseller, deed, about(EventKind::MemberAdded, &row, json!({"account_id": account, "role": role})))?;
    Ok(row.id)
}

fn about(kind: EventKind, row: &MemberRow, data: Value) -> Happening {
    Happening { kind, subject: SubjectKind::Member, subject_id: row.id.0, subscription: Some(row.subscription_id), data }
}

/// Whether an account is a member.
///
/// # Errors
/// The database failed.
pub fn is_member(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, account: AccountId) -> Result<bool, Refusal> {
    Ok(store::is_member(conn, reseller, subscription, account)?)
}

/// Whether an account is one of any customer's people.
///
/// # Errors
/// The database failed.
pub fn is_any_across_tenants(conn: &mut Connection, account: AccountId) -> Result<bool, Refusal> {
    Ok(store::is_any_across_tenants(conn, account)?)
}

/// Whether a subscription has any member.
///
/// # Errors
/// The database failed.
pub fn has_any(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<bool, Refusal> {
    Ok(store::count(conn, reseller, subscription)? != Some(0))
}

/// The members, oldest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, query: &PageQuery) -> Result<Page<Member>, Refusal> {
    let filter = format!("members {subscription}");
    let cursor = query.cursor.as_deref().map(|text| Cursor::<MemberId>::decode(text, &filter)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let rows = store::list(conn, reseller, subscription, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = page::total(limit, || store::count(conn, reseller, subscription))?;
    cursor::page(rows, limit, cursor.map(|cursor| cursor.side), &filter, total, |row| row.id)
}

/// One member.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: MemberId) -> Result<Member, Refusal> {
    Ok(store::show(conn, reseller, subscription, id)?)
}

/// Gives a member another role. The customer's last administrator stays one.
///
/// # Errors
/// `not_found`, `stale_version`, `last_admin`.
pub fn change(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: MemberId,
    role: SubscriptionRole,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<Member, Refusal> {
    let row = guarded(conn, reseller, subscription, id, Some(role), precondition)?;
    if row.role != role {
        if !store::change_role(conn, &row, role)? {
            return Err(ProblemCode::StaleVersion.into());
        }
        let data = json!({"account_id": row.account_id, "from": row.role, "to": role});
        record(conn, reseller, deed, about(EventKind::MemberChanged, &row, data))?;
    }
    get(conn, reseller, subscription, id)
}

/// Removes a member. The account stays, with its other subscriptions.
///
/// # Errors
/// `not_found`, `stale_version`, `last_admin`.
pub fn remove(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: MemberId,
    precondition: &Precondition,
    deed: &Deed,
) -> Result<(), Refusal> {
    let row = guarded(conn, reseller, subscription, id, None, precondition)?;
    if !store::remove(conn, &row)? {
        return Err(ProblemCode::StaleVersion.into());
    }
    let data = json!({"account_id": row.account_id, "role": row.role});
    record(conn, reseller, deed, about(EventKind::MemberRemoved, &row, data))
}

/// Removes all members of a subscription whose personal data is erased; gives their accounts.
///
/// # Errors
/// The database failed.
pub fn erase(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> Result<Vec<AccountId>, Refusal> {
    Ok(store::remove_all(conn, reseller, subscription)?)
}

/// A member that may be changed to `role`, or removed where there is none.
fn guarded(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    id: MemberId,
    role: Option<SubscriptionRole>,
    precondition: &Precondition,
) -> Result<MemberRow, Refusal> {
    dialect::lock_subscription(conn, reseller, subscription)?;
    let row = store::find(conn, reseller, subscription, id)?;
    precondition.check(row.version)?;
    let loses_admin = row.role == SubscriptionRole::Admin && role != Some(SubscriptionRole::Admin);
    if loses_admin && store::admins(conn, reseller, subscription)? < 2 {
        return Err(ProblemCode::LastAdmin.into());
    }
    Ok(row)
}
