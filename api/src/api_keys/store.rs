//! The table of API keys.

use diesel::prelude::*;
use shared::ids::{AccountId, ApiKeyId, ResellerId};
use shared::page::TOTAL_MAX;
use shared::sql::Instant;

use super::service::Found;
use crate::authority::Scopes;
use crate::http::cursor::Side;
use crate::platform::clock::Ahead;
use crate::platform::db::{CappedCount, Connection, dialect, natively};
use crate::schema::{api_keys, resellers};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys)]
pub(super) struct KeyRow {
    pub id: ApiKeyId,
    pub reseller_id: ResellerId,
    pub name: String,
    pub prefix: String,
    pub secret_hash: Vec<u8>,
    pub scope_read: bool,
    pub scope_write: bool,
    pub scope_billing: bool,
    pub created_by: Option<AccountId>,
    pub created_at: Instant,
    pub expires_at: Option<Instant>,
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
    pub version: i64,
}

impl KeyRow {
    pub const fn scopes(&self) -> Scopes {
        Scopes { read: self.scope_read, write: self.scope_write, billing: self.scope_billing }
    }
}

pub(super) fn lock(conn: &mut Connection, reseller: ResellerId) -> QueryResult<()> {
    dialect::lock_reseller(conn, reseller)
}

pub(super) fn insert(conn: &mut Connection, row: &KeyRow) -> QueryResult<usize> {
    diesel::insert_into(api_keys::table).values(row).execute(conn)
}

pub(super) fn find(conn: &mut Connection, reseller: ResellerId, id: ApiKeyId) -> QueryResult<KeyRow> {
    api_keys::table.find(id).filter(api_keys::reseller_id.eq(reseller)).select(KeyRow::as_select()).first(conn)
}

/// The key of a secret, while it works: whoever holds the secret is let in. `domain::state_at` says when that is.
pub(super) fn live_across_tenants(conn: &mut Connection, secret_hash: &[u8], now: Instant) -> QueryResult<Option<Found>> {
    let query = api_keys::table
        .inner_join(resellers::table.on(resellers::id.eq(api_keys::reseller_id)))
        .filter(api_keys::secret_hash.eq(secret_hash))
        .filter(api_keys::revoked_at.is_null())
        .filter(api_keys::expires_at.is_null().or(api_keys::expires_at.gt(now)));
    let found: Option<(KeyRow, Option<i64>)> =
        natively!(conn, |conn| query.select((KeyRow::as_select(), resellers::sandbox_offset)).first(conn)).optional()?;
    let known = |(row, offset): (KeyRow, Option<i64>)| Found {
        id: row.id,
        reseller: row.reseller_id,
        scopes: row.scopes(),
        ahead: Ahead::of(offset),
        last_used_at: row.last_used_at.map(Into::into),
    };
    Ok(found.map(known))
}

/// The keys, newest first.
pub(super) fn list(conn: &mut Connection, reseller: ResellerId, at: Option<(Side, ApiKeyId)>, limit: u32) -> QueryResult<Vec<KeyRow>> {
    let query = api_keys::table.filter(api_keys::reseller_id.eq(reseller)).limit(i64::from(limit) + 1).into_boxed();
    let query = match at {
        None => query.order(api_keys::id.desc()),
        Some((Side::After, id)) => query.filter(api_keys::id.lt(id)).order(api_keys::id.desc()),
        Some((Side::Before, id)) => query.filter(api_keys::id.gt(id)).order(api_keys::id.asc()),
    };
    query.select(KeyRow::as_select()).load(conn)
}

pub(super) fn count(conn: &mut Connection, reseller: ResellerId) -> QueryResult<Option<u32>> {
    let inner = api_keys::table.filter(api_keys::reseller_id.eq(reseller)).select(api_keys::id).limit(i64::from(TOTAL_MAX) + 1);
    let counted: i64 = CappedCount(inner).get_result(conn)?;
    Ok(u32::try_from(counted).ok().filter(|count| *count <= TOTAL_MAX))
}

/// Revokes a key that still has the version that was read. Gives whether it had.
pub(super) fn revoke(conn: &mut Connection, was: &KeyRow, now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(api_keys::table.find(was.id))
        .filter(api_keys::reseller_id.eq(was.reseller_id))
        .filter(api_keys::version.eq(was.version))
        .set((api_keys::revoked_at.eq(now), api_keys::version.eq(was.version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes a use, unless one since `before` is noted already.
pub(super) fn note_use(conn: &mut Connection, reseller: ResellerId, id: ApiKeyId, now: Instant, before: Instant) -> QueryResult<usize> {
    diesel::update(api_keys::table.find(id))
        .filter(api_keys::reseller_id.eq(reseller))
        .filter(api_keys::last_used_at.is_null().or(api_keys::last_used_at.le(before)))
        .set(api_keys::last_used_at.eq(now))
        .execute(conn)
}
