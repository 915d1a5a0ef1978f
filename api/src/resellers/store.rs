//! The tables of resellers and of their people.

use diesel::prelude::*;
use shared::ids::{AccountId, MemberId, ResellerId};
use shared::page::TOTAL_MAX;
use shared::resellers::ResellerMember;
use shared::rights::ResellerRole;
use shared::sql::Instant;

use crate::http::cursor::Side;
use crate::platform::db::{CappedCount, Connection, dialect};
use crate::schema::{accounts, reseller_members, resellers, two_factors};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = resellers)]
pub struct ResellerRow {
    pub id: ResellerId,
    pub name: String,
    pub email: String,
    pub event_seq: i64,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub version: i64,
    pub currency: String,
    pub sandbox_offset: Option<i64>,
}

#[derive(AsChangeset)]
#[diesel(table_name = resellers)]
pub(super) struct Changes {
    pub name: Option<String>,
    pub email: Option<String>,
    pub updated_at: Instant,
    pub version: i64,
}

#[derive(Debug, Clone, Copy, Queryable, Selectable, Insertable)]
#[diesel(table_name = reseller_members)]
pub(super) struct MemberRow {
    pub id: MemberId,
    pub reseller_id: ResellerId,
    pub account_id: AccountId,
    pub role: ResellerRole,
    pub created_at: Instant,
    pub version: i64,
}

pub(super) fn insert(conn: &mut Connection, row: &ResellerRow) -> QueryResult<usize> {
    diesel::insert_into(resellers::table).values(row).execute(conn)
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId) -> QueryResult<ResellerRow> {
    resellers::table.find(reseller).select(ResellerRow::as_select()).first(conn)
}

/// The currency of a reseller.
pub(super) fn currency(conn: &mut Connection, reseller: ResellerId) -> QueryResult<String> {
    resellers::table.find(reseller).select(resellers::currency).first(conn)
}

/// How far the clock of a sandbox is ahead, in microseconds; nothing where the reseller is none.
pub(super) fn sandbox_offset(conn: &mut Connection, reseller: ResellerId) -> QueryResult<Option<i64>> {
    resellers::table.find(reseller).select(resellers::sandbox_offset).first(conn)
}

/// Sets how far the clock of a sandbox is ahead.
pub(super) fn set_sandbox_offset(conn: &mut Connection, reseller: ResellerId, micros: i64) -> QueryResult<usize> {
    let sandbox = resellers::table.find(reseller).filter(resellers::sandbox_offset.is_not_null());
    diesel::update(sandbox).set(resellers::sandbox_offset.eq(micros)).execute(conn)
}

/// The accounts of the owners and administrators, oldest first, each with whether mails about trials are wanted.
pub(super) fn managers(conn: &mut Connection, reseller: ResellerId) -> QueryResult<Vec<(AccountId, bool)>> {
    reseller_members::table
        .inner_join(accounts::table.on(accounts::id.eq(reseller_members::account_id)))
        .filter(reseller_members::reseller_id.eq(reseller))
        .filter(reseller_members::role.eq_any([ResellerRole::Owner, ResellerRole::Admin]))
        .order(reseller_members::id)
        .select((accounts::id, accounts::trial_mails))
        .load(conn)
}

/// Changes a reseller that still has the version that was read. Gives whether it had.
pub(super) fn change(conn: &mut Connection, reseller: ResellerId, was: i64, changes: &Changes) -> QueryResult<bool> {
    let changed = diesel::update(resellers::table.find(reseller)).filter(resellers::version.eq(was)).set(changes).execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn insert_member(conn: &mut Connection, row: MemberRow) -> QueryResult<usize> {
    diesel::insert_into(reseller_members::table).values(row).execute(conn)
}

/// Whether an account works for any reseller.
pub(super) fn works_for_any_across_tenants(conn: &mut Connection, account: AccountId) -> QueryResult<bool> {
    let found = reseller_members::table.filter(reseller_members::account_id.eq(account)).select(reseller_members::id);
    Ok(found.first::<MemberId>(conn).optional()?.is_some())
}

/// Whether an account works for this reseller.
pub(super) fn is_member(conn: &mut Connection, reseller: ResellerId, account: AccountId) -> QueryResult<bool> {
    let found = reseller_members::table
        .filter(reseller_members::reseller_id.eq(reseller))
        .filter(reseller_members::account_id.eq(account))
        .select(reseller_members::id);
    Ok(found.first::<MemberId>(conn).optional()?.is_some())
}

pub(super) fn lock(conn: &mut Connection, reseller: ResellerId) -> QueryResult<()> {
    dialect::lock_reseller(conn, reseller)
}

pub(super) fn member(conn: &mut Connection, reseller: ResellerId, id: MemberId) -> QueryResult<MemberRow> {
    reseller_members::table.find(id).filter(reseller_members::reseller_id.eq(reseller)).select(MemberRow::as_select()).first(conn)
}

/// The membership of an account, which works for one reseller at most.
pub(super) fn member_of(conn: &mut Connection, account: AccountId) -> QueryResult<Option<MemberRow>> {
    reseller_members::table.filter(reseller_members::account_id.eq(account)).select(MemberRow::as_select()).first(conn).optional()
}

pub(super) fn owners(conn: &mut Connection, reseller: ResellerId) -> QueryResult<i64> {
    reseller_members::table
        .filter(reseller_members::reseller_id.eq(reseller))
        .filter(reseller_members::role.eq(ResellerRole::Owner))
        .count()
        .get_result(conn)
}

/// Gives another role to a member that still has the version that was read. Gives whether it had.
pub(super) fn change_role(conn: &mut Connection, was: &MemberRow, role: ResellerRole) -> QueryResult<bool> {
    let changed = diesel::update(reseller_members::table.find(was.id))
        .filter(reseller_members::reseller_id.eq(was.reseller_id))
        .filter(reseller_members::version.eq(was.version))
        .set((reseller_members::role.eq(role), reseller_members::version.eq(was.version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes a member that still has the version that was read. Gives whether it had.
pub(super) fn remove(conn: &mut Connection, was: &MemberRow) -> QueryResult<bool> {
    let removed = diesel::delete(reseller_members::table.find(was.id))
        .filter(reseller_members::reseller_id.eq(was.reseller_id))
        .filter(reseller_members::version.eq(was.version))
        .execute(conn)?;
    Ok(removed == 1)
}

type Shown = (MemberRow, String, String, Option<Instant>);

fn shown((row, email, full_name, two_factor): Shown) -> ResellerMember {
    ResellerMember {
        id: row.id,
        account_id: row.account_id,
        email,
        full_name,
        role: row.role,
        two_factor: two_factor.is_some(),
        created_at: row.created_at.into(),
        version: row.version,
    }
}

pub(super) fn show(conn: &mut Connection, reseller: ResellerId, id: MemberId) -> QueryResult<ResellerMember> {
    reseller_members::table
        .inner_join(accounts::table.on(accounts::id.eq(reseller_members::account_id)))
        .left_join(two_factors::table.on(two_factors::account_id.eq(reseller_members::account_id)))
        .filter(reseller_members::reseller_id.eq(reseller))
        .filter(reseller_members::id.eq(id))
        .select((MemberRow::as_select(), accounts::email, accounts::full_name, two_factors::enabled_at.nullable()))
        .first::<Shown>(conn)
        .map(shown)
}

/// The members, oldest first.
pub(super) fn list(
    conn: &mut Connection,
    reseller: ResellerId,
    at: Option<(Side, MemberId)>,
    limit: u32,
) -> QueryResult<Vec<ResellerMember>> {
    let query = reseller_members::table
        .inner_join(accounts::table.on(accounts::id.eq(reseller_members::account_id)))
        .left_join(two_factors::table.on(two_factors::account_id.eq(reseller_members::account_id)))
        .filter(reseller_members::reseller_id.eq(reseller))
        .limit(i64::from(limit) + 1)
        .select((MemberRow::as_select(), accounts::email, accounts::full_name, two_factors::enabled_at.nullable()))
        .into_boxed();
    let query = match at {
        None => query.order(reseller_members::id.asc()),
        Some((Side::After, id)) => query.filter(reseller_members::id.gt(id)).order(reseller_members::id.asc()),
        Some((Side::Before, id)) => query.filter(reseller_members::id.lt(id)).order(reseller_members::id.desc()),
    };
    Ok(query.load::<Shown>(conn)?.into_iter().map(shown).collect())
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId) -> QueryResult<Option<u32>> {
    let inner = reseller_members::table
        .filter(reseller_members::reseller_id.eq(reseller))
        .select(reseller_members::id)
        .limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}
