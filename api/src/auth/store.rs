//! The tables of sessions, refresh tokens, password resets and attempts.

use diesel::prelude::*;
use shared::ids::{AccountId, ResellerId, SessionId};
use shared::rights::ResellerRole;
use shared::sql::Instant;

use crate::platform::db::{Connection, natively};
use crate::schema::{accounts, attempts, email_changes, password_resets, refresh_tokens, reseller_members, resellers, sessions};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub id: SessionId,
    pub account_id: AccountId,
    pub user_agent: Option<String>,
    pub address: Option<String>,
    pub created_at: Instant,
    pub last_used_at: Instant,
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
}

/// Whether a session goes on at a time.
#[diesel::dsl::auto_type]
fn lives(now: Instant) -> _ {
    let goes_on: diesel::dsl::IsNull<sessions::revoked_at> = sessions::revoked_at.is_null();
    goes_on.and(sessions::expires_at.gt(now))
}

/// An account, and the reseller that it works for with its role there, and how far that is ahead where it is a sandbox.
pub type Known = (AccountId, Option<(ResellerId, ResellerRole)>, Option<i64>);

/// The account of a live session, with its place in a reseller.
pub(super) fn caller(conn: &mut Connection, session: SessionId, now: Instant) -> QueryResult<Option<Known>> {
    let query = sessions::table
        .left_join(reseller_members::table.on(reseller_members::account_id.eq(sessions::account_id)))
        .left_join(resellers::table.on(resellers::id.nullable().eq(reseller_members::reseller_id.nullable())))
        .filter(sessions::id.eq(session))
        .filter(lives(now))
        .select((
            sessions::account_id,
            (reseller_members::reseller_id, reseller_members::role).nullable(),
            resellers::sandbox_offset.nullable(),
        ));
    natively!(conn, |conn| query.first(conn)).optional()
}

/// The account of an address, with its password's hash.
pub(super) fn credentials(conn: &mut Connection, email_key: &str) -> QueryResult<Option<(AccountId, String)>> {
    accounts::table.filter(accounts::email_key.eq(email_key)).select((accounts::id, accounts::password_hash)).first(conn).optional()
}

pub(super) fn insert_session(conn: &mut Connection, row: &SessionRow) -> QueryResult<usize> {
    diesel::insert_into(sessions::table).values(row).execute(conn)
}

pub(super) fn insert_refresh_token(conn: &mut Connection, hash: &[u8], session: SessionId, now: Instant) -> QueryResult<usize> {
    diesel::insert_into(refresh_tokens::table)
        .values((refresh_tokens::token_hash.eq(hash), refresh_tokens::session_id.eq(session), refresh_tokens::created_at.eq(now)))
        .execute(conn)
}

/// The session of a refresh token, and when the token was used.
pub(super) fn refresh_token(conn: &mut Connection, hash: &[u8]) -> QueryResult<Option<(SessionId, Option<Instant>)>> {
    refresh_tokens::table.find(hash).select((refresh_tokens::session_id, refresh_tokens::used_at)).first(conn).optional()
}

/// Marks a refresh token as used, once. Gives whether it was this call that did.
pub(super) fn use_refresh_token(conn: &mut Connection, hash: &[u8], now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(refresh_tokens::table.find(hash))
        .filter(refresh_tokens::used_at.is_null())
        .set(refresh_tokens::used_at.eq(now))
        .execute(conn)?;
    Ok(changed == 1)
}

/// A live session by id.
pub(super) fn session(conn: &mut Connection, id: SessionId, now: Instant) -> QueryResult<Option<SessionRow>> {
    sessions::table.find(id).filter(lives(now)).select(SessionRow::as_select()).first(conn).optional()
}

pub(super) fn touch_session(conn: &mut Connection, id: SessionId, now: Instant, expires_at: Instant) -> QueryResult<usize> {
    diesel::update(sessions::table.find(id)).set((sessions::last_used_at.eq(now), sessions::expires_at.eq(expires_at))).execute(conn)
}

/// The live sessions of an account, newest use first.
pub(super) fn sessions_of(conn: &mut Connection, account: AccountId, now: Instant) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(lives(now))
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .select(SessionRow::as_select())
        .load(conn)
}

/// Ends one session of an account. Gives whether it was alive.
pub(super) fn revoke_session(conn: &mut Connection, account: AccountId, id: SessionId, now: Instant) -> QueryResult<bool> {
    let changed = diesel::update(sessions::table.find(id))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Ends all sessions of an account but one.
pub(super) fn revoke_sessions(conn: &mut Connection, account: AccountId, but: Option<SessionId>, now: Instant) -> QueryResult<usize> {
    let query = diesel::update(sessions::table).filter(sessions::account_id.eq(account)).filter(sessions::revoked_at.is_null());
    match but {
        Some(but) => query.filter(sessions::id.ne(but)).set(sessions::revoked_at.eq(now)).execute(conn),
        None => query.set(sessions::revoked_at.eq(now)).execute(conn),
    }
}

/// Keeps the hash of a password reset's token; older ones of the account end.
pub(super) fn insert_reset(conn: &mut Connection, account: AccountId, hash: &[u8], now: Instant, expires_at: Instant) -> QueryResult<()> {
    end_resets(conn, account, now)?;
    diesel::insert_into(password_resets::table)
        .values((
            password_resets::token_hash.eq(hash),
            password_resets::account_id.eq(account),
            password_resets::created_at.eq(now),
            password_resets::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends all open password resets of an account.
pub(super) fn end_resets(conn: &mut Connection, account: AccountId, now: Instant) -> QueryResult<usize> {
    diesel::update(password_resets::table)
        .filter(password_resets::account_id.eq(account))
        .filter(password_resets::used_at.is_null())
        .set(password_resets::used_at.eq(now))
        .execute(conn)
}

/// The account of a reset that can still be used.
pub(super) fn live_reset(conn: &mut Connection, hash: &[u8], now: Instant) -> QueryResult<Option<AccountId>> {
    password_resets::table
        .find(hash)
        .filter(password_resets::used_at.is_null())
        .filter(password_resets::expires_at.gt(now))
        .select(password_resets::account_id)
        .first(conn)
        .optional()
}

/// Uses a reset up, once; gives its account when it was this call that did.
pub(super) fn use_reset(conn: &mut Connection, hash: &[u8], now: Instant) -> QueryResult<Option<AccountId>> {
    let changed = diesel::update(password_resets::table.find(hash))
        .filter(password_resets::used_at.is_null())
        .filter(password_resets::expires_at.gt(now))
        .set(password_resets::used_at.eq(now))
        .execute(conn)?;
    if changed == 0 {
        return Ok(None);
    }
    password_resets::table.find(hash).select(password_resets::account_id).first(conn).optional()
}

/// Counts an attempt unless the limit is reached. Gives whether it was counted.
pub(super) fn count_attempt(conn: &mut Connection, counter: &[u8], window_start: Instant, limit: i64) -> QueryResult<bool> {
    let changed = diesel::update(attempts::table.find((counter, window_start)))
        .filter(attempts::count.lt(limit))
        .set(attempts::count.eq(attempts::count + 1))
        .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn uncount_attempt(conn: &mut Connection, counter: &[u8], window_start: Instant) -> QueryResult<usize> {
    diesel::update(attempts::table.find((counter, window_start)))
        .filter(attempts::count.gt(0))
        .set(attempts::count.eq(attempts::count - 1))
        .execute(conn)
}

pub(super) fn clear_attempts(conn: &mut Connection, counter: &[u8], window_start: Instant) -> QueryResult<usize> {
    diesel::update(attempts::table.find((counter, window_start))).set(attempts::count.eq(0)).execute(conn)
}

/// Deletes counters, sessions and tokens that ended before a time.
/// When somebody signed in last.
pub(super) fn last_sign_in_across_tenants(conn: &mut Connection) -> QueryResult<Option<Instant>> {
    sessions::table.order(sessions::created_at.desc()).select(sessions::created_at).first(conn).optional()
}

pub(super) fn delete_old_across_tenants(conn: &mut Connection, before: Instant) -> QueryResult<()> {
    diesel::delete(attempts::table.filter(attempts::window_start.lt(before))).execute(conn)?;
    diesel::delete(sessions::table.filter(sessions::expires_at.lt(before))).execute(conn)?;
    diesel::delete(password_resets::table.filter(password_resets::expires_at.lt(before))).execute(conn)?;
    diesel::delete(email_changes::table.filter(email_changes::expires_at.lt(before))).execute(conn)?;
    Ok(())
}
