//! The table of the customers' people.

use diesel::prelude::*;
use shared::ids::{AccountId, MemberId, ResellerId, SubscriptionId};
use shared::members::Member;
use shared::page::TOTAL_MAX;
use shared::rights::{CustomerAccess, SubscriptionRole};
use shared::sql::Instant;

use crate::http::cursor::Side;
use crate::platform::clock::Ahead;
use crate::platform::db::{CappedCount, Connection, natively};
use crate::schema::{accounts, resellers, subscription_members, subscriptions};

#[derive(Debug, Clone, Copy, Queryable, Selectable, Insertable)]
#[diesel(table_name = subscription_members)]
pub(super) struct MemberRow {
    pub id: MemberId,
    pub reseller_id: ResellerId,
    pub subscription_id: SubscriptionId,
    pub account_id: AccountId,
    pub role: SubscriptionRole,
    pub created_at: Instant,
    pub version: i64,
}

/// Whether the reseller has the subscription.
pub(super) fn has_subscription(conn: &mut Connection, reseller: ResellerId, id: SubscriptionId) -> QueryResult<bool> {
    let found = subscriptions::table.find(id).filter(subscriptions::reseller_id.eq(reseller)).select(subscriptions::id);
    Ok(natively!(conn, |conn| found.first::<SubscriptionId>(conn)).optional()?.is_some())
}

/// What an account is in a subscription: whose it is, in which role, how far that reaches, and how far its reseller's clock
/// is ahead.
pub(super) type Place = (ResellerId, SubscriptionRole, CustomerAccess, Ahead);

/// The place of an account in a subscription that is not archived.
pub(super) fn place_across_tenants(conn: &mut Connection, account: AccountId, id: SubscriptionId) -> QueryResult<Option<Place>> {
    let found: Option<(ResellerId, SubscriptionRole, bool, Option<i64>)> = subscription_members::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(subscription_members::subscription_id)))
        .inner_join(resellers::table.on(resellers::id.eq(subscription_members::reseller_id)))
        .filter(subscription_members::account_id.eq(account))
        .filter(subscription_members::subscription_id.eq(id))
        .filter(subscriptions::archived.eq(false))
        .select((
            subscription_members::reseller_id,
            subscription_members::role,
            subscriptions::customer_edits_signatures,
            resellers::sandbox_offset,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|(reseller, role, edits, offset)| (reseller, role, CustomerAccess::of(edits), Ahead::of(offset))))
}

/// All places of an account in subscriptions that are not archived.
pub(super) fn places_across_tenants(
    conn: &mut Connection,
    account: AccountId,
) -> QueryResult<Vec<(SubscriptionId, SubscriptionRole, CustomerAccess, Ahead)>> {
    let found: Vec<(SubscriptionId, SubscriptionRole, bool, Option<i64>)> = subscription_members::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(subscription_members::subscription_id)))
        .inner_join(resellers::table.on(resellers::id.eq(subscription_members::reseller_id)))
        .filter(subscription_members::account_id.eq(account))
        .filter(subscriptions::archived.eq(false))
        .select((
            subscription_members::subscription_id,
            subscription_members::role,
            subscriptions::customer_edits_signatures,
            resellers::sandbox_offset,
        ))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, role, edits, offset)| (id, role, CustomerAccess::of(edits), Ahead::of(offset))).collect())
}

/// The places of an account in subscriptions that are not archived, oldest first.
pub(super) fn places(conn: &mut Connection, account: AccountId) -> QueryResult<Vec<(ResellerId, SubscriptionId)>> {
    subscription_members::table
        .inner_join(subscriptions::table.on(subscriptions::id.eq(subscription_members::subscription_id)))
        .filter(subscription_members::account_id.eq(account))
        .filter(subscriptions::archived.eq(false))
        .order(subscription_members::id.asc())
        .select((subscription_members::reseller_id, subscription_members::subscription_id))
        .load(conn)
}

pub(super) fn insert(conn: &mut Connection, row: MemberRow) -> QueryResult<usize> {
    diesel::insert_into(subscription_members::table).values(row).execute(conn)
}

pub(super) fn is_member(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    account: AccountId,
) -> QueryResult<bool> {
    let found = subscription_members::table
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .filter(subscription_members::account_id.eq(account))
        .select(subscription_members::id);
    Ok(found.first::<MemberId>(conn).optional()?.is_some())
}

/// Whether an account is one of any customer's people.
pub(super) fn is_any_across_tenants(conn: &mut Connection, account: AccountId) -> QueryResult<bool> {
    let found = subscription_members::table.filter(subscription_members::account_id.eq(account)).select(subscription_members::id);
    Ok(found.first::<MemberId>(conn).optional()?.is_some())
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: MemberId) -> QueryResult<MemberRow> {
    subscription_members::table
        .find(id)
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .select(MemberRow::as_select())
        .first(conn)
}

pub(super) fn admins(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<i64> {
    subscription_members::table
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .filter(subscription_members::role.eq(SubscriptionRole::Admin))
        .count()
        .get_result(conn)
}

/// Gives another role to a member that still has the version that was read. Gives whether it had.
pub(super) fn change_role(conn: &mut Connection, was: &MemberRow, role: SubscriptionRole) -> QueryResult<bool> {
    let changed = diesel::update(subscription_members::table.find(was.id))
        .filter(subscription_members::reseller_id.eq(was.reseller_id))
        .filter(subscription_members::version.eq(was.version))
        .set((subscription_members::role.eq(role), subscription_members::version.eq(was.version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes a member that still has the version that was read. Gives whether it had.
pub(super) fn remove(conn: &mut Connection, was: &MemberRow) -> QueryResult<bool> {
    let removed = diesel::delete(subscription_members::table.find(was.id))
        .filter(subscription_members::reseller_id.eq(was.reseller_id))
        .filter(subscription_members::version.eq(was.version))
        .execute(conn)?;
    Ok(removed == 1)
}

type Shown = (MemberRow, String, String);

fn shown((row, email, full_name): Shown) -> Member {
    Member {
        id: row.id,
        subscription_id: row.subscription_id,
        account_id: row.account_id,
        email,
        full_name,
        role: row.role,
        created_at: row.created_at.into(),
        version: row.version,
    }
}

pub(super) fn show(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: MemberId) -> QueryResult<Member> {
    subscription_members::table
        .inner_join(accounts::table.on(accounts::id.eq(subscription_members::account_id)))
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .filter(subscription_members::id.eq(id))
        .select((MemberRow::as_select(), accounts::email, accounts::full_name))
        .first::<Shown>(conn)
        .map(shown)
}

/// The members, oldest first.
pub(super) fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    subscription: SubscriptionId,
    at: Option<(Side, MemberId)>,
    limit: u32,
) -> QueryResult<Vec<Member>> {
    let query = subscription_members::table
        .inner_join(accounts::table.on(accounts::id.eq(subscription_members::account_id)))
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .limit(i64::from(limit) + 1)
        .select((MemberRow::as_select(), accounts::email, accounts::full_name))
        .into_boxed();
    let query = match at {
        None => query.order(subscription_members::id.asc()),
        Some((Side::After, id)) => query.filter(subscription_members::id.gt(id)).order(subscription_members::id.asc()),
        Some((Side::Before, id)) => query.filter(subscription_members::id.lt(id)).order(subscription_members::id.desc()),
    };
    Ok(query.load::<Shown>(conn)?.into_iter().map(shown).collect())
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<Option<u32>> {
    let inner = subscription_members::table
        .filter(subscription_members::reseller_id.eq(reseller))
        .filter(subscription_members::subscription_id.eq(subscription))
        .select(subscription_members::id)
        .limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// Removes all members of a subscription; gives their accounts.
pub(super) fn remove_all(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId) -> QueryResult<Vec<AccountId>> {
    let of = || {
        subscription_members::table
            .filter(subscription_members::reseller_id.eq(reseller))
            .filter(subscription_members::subscription_id.eq(subscription))
    };
    let accounts = of().select(subscription_members::account_id).load(conn)?;
    diesel::delete(of()).execute(conn)?;
    Ok(accounts)
}
