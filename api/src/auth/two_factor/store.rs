//! The tables of second factors and recovery codes. Whoever writes holds the account.

use diesel::prelude::*;
use shared::ids::AccountId;
use shared::sql::Instant;

use crate::platform::db::Connection;
use crate::schema::{recovery_codes, two_factors};

#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = two_factors, primary_key(account_id), treat_none_as_null = true)]
pub(super) struct TwoFactorRow {
    pub account_id: AccountId,
    /// What the app shares, encrypted for this account.
    pub sealed_secret: Vec<u8>,
    pub begun_at: Instant,
    /// Nothing until a code confirmed it.
    pub enabled_at: Option<Instant>,
    /// The last interval whose code was accepted.
    pub last_step: i64,
}

pub(super) fn find(conn: &mut Connection, account: AccountId) -> QueryResult<Option<TwoFactorRow>> {
    two_factors::table.find(account).select(TwoFactorRow::as_select()).first(conn).optional()
}

/// Since when it is on.
pub(super) fn enabled_at(conn: &mut Connection, account: AccountId) -> QueryResult<Option<Instant>> {
    let found = two_factors::table.find(account).select(two_factors::enabled_at).first::<Option<Instant>>(conn);
    Ok(found.optional()?.flatten())
}

/// Writes what there is of an account now.
pub(super) fn put(conn: &mut Connection, row: &TwoFactorRow) -> QueryResult<()> {
    if diesel::update(two_factors::table.find(row.account_id)).set(row).execute(conn)? == 0 {
        diesel::insert_into(two_factors::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub(super) fn remove(conn: &mut Connection, account: AccountId) -> QueryResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    diesel::delete(two_factors::table.find(account)).execute(conn)?;
    Ok(())
}

/// Notes that the code of an interval was used. Gives whether neither it nor a later one was before.
pub(super) fn use_step(conn: &mut Connection, account: AccountId, step: i64) -> QueryResult<bool> {
    let changed = diesel::update(two_factors::table.find(account))
        .filter(two_factors::last_step.lt(step))
        .set(two_factors::last_step.eq(step))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Puts the hashes of recovery codes in the place of those that there were.
pub(super) fn replace_recovery_codes(conn: &mut Connection, account: AccountId, hashes: &[Vec<u8>]) -> QueryResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::code_hash.eq(hash), recovery_codes::account_id.eq(account)))
            .execute(conn)?;
    }
    Ok(())
}

/// Uses a recovery code up. Gives whether the account had it.
pub(super) fn use_recovery_code(conn: &mut Connection, account: AccountId, hash: &[u8]) -> QueryResult<bool> {
    let code = recovery_codes::table.find(hash).filter(recovery_codes::account_id.eq(account));
    Ok(diesel::delete(code).execute(conn)? == 1)
}

/// How many recovery codes are left.
pub(super) fn recovery_codes_left(conn: &mut Connection, account: AccountId) -> QueryResult<i64> {
    recovery_codes::table.filter(recovery_codes::account_id.eq(account)).count().get_result(conn)
}

/// Deletes what was begun before a time, and never confirmed.
pub(super) fn delete_old_across_tenants(conn: &mut Connection, before: Instant) -> QueryResult<usize> {
    diesel::delete(two_factors::table.filter(two_factors::enabled_at.is_null()).filter(two_factors::begun_at.lt(before))).execute(conn)
}
