//! The use cases of signing in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use shared::auth::Session;
use shared::ids::{AccountId, SessionId};
use shared::problem::ProblemCode;

use super::attempts::Counter;
pub use super::store::Known;
use super::store::{self, SessionRow};
use super::two_factor;
use crate::accounts;
use crate::jobs::{self, Job};
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::platform::{folding, ids, tokens};
use crate::refusal::Refusal;

/// A session that is not used for this long ends.
pub const SESSION_LIFETIME: TimeDelta = TimeDelta::days(30);
/// A password reset's link works for this long.
pub const RESET_LIFETIME: TimeDelta = TimeDelta::hours(1);
/// A refresh token used again within this time is another tab's, not a thief's.
const GRACE: TimeDelta = TimeDelta::seconds(10);

/// Where a browser says that it is.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// What it calls itself.
    pub user_agent: Option<String>,
    /// Its network address.
    pub address: Option<String>,
}

/// A session that was opened or went on.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// The refresh token for the cookie.
    pub refresh_token: String,
}

/// The account of a live session, with its place in a reseller.
///
/// # Errors
/// The database failed.
pub fn caller(conn: &mut Connection, session: SessionId, now: DateTime<Utc>) -> Result<Option<Known>, Refusal> {
    Ok(store::caller(conn, session, now.into())?)
}

/// The key under which an address is known: addresses are compared without regard to case.
#[must_use]
pub fn email_key(email: &str) -> String {
    folding::fold(email.trim())
}

/// Opens a session of an account.
///
/// # Errors
/// The database failed.
pub fn open(conn: &mut Connection, account: AccountId, browser: Browser, now: DateTime<Utc>) -> Result<Opened, Refusal> {
    let (session, refresh_token) = (ids::next::<SessionId>(), tokens::random()?);
    let shorten = |text: String| text.chars().filter(|c| !c.is_control()).take(300).collect::<String>();
    let row = SessionRow {
        id: session,
        account_id: account,
        user_agent: browser.user_agent.map(shorten),
        address: browser.address,
        created_at: now.into(),
        last_used_at: now.into(),
        expires_at: (now + SESSION_LIFETIME).into(),
        revoked_at: None,
    };
    store::insert_session(conn, &row)?;
    store::insert_refresh_token(conn, &tokens::hash(&refresh_token), session, now.into())?;
    Ok(Opened { account, session, refresh_token })
}

/// Goes on with a session by its refresh token; `None` where the token is unknown, its session is over, or it was used
/// before: then the whole session ends, since one of the two that hold the token is a thief. The transaction must be
/// kept in that case too.
///
/// # Errors
/// The database failed.
pub fn refresh(conn: &mut Connection, vault: &Vault, token: &str, now: DateTime<Utc>) -> Result<Option<Opened>, Refusal> {
    let hash = tokens::hash(token);
    let Some((session, used_at)) = store::refresh_token(conn, &hash)? else { return Ok(None) };
    let Some(row) = store::session(conn, session, now.into())? else { return Ok(None) };
    // The successor follows from the token, so that two tabs that refresh at once get the same.
    let refresh_token = URL_SAFE_NO_PAD.encode(vault.derive("refresh token", token.as_bytes()));
    let opened = Opened { account: row.account_id, session, refresh_token };
    let first_use = used_at.is_none() && store::use_refresh_token(conn, &hash, now.into())?;
    if first_use {
        store::insert_refresh_token(conn, &tokens::hash(&opened.refresh_token), session, now.into())?;
        store::touch_session(conn, session, now.into(), (now + SESSION_LIFETIME).into())?;
        return Ok(Some(opened));
    }
    // Where another request was faster, its use is this instant.
    let used_at = used_at.map_or(now, DateTime::from);
    if now - used_at < GRACE {
        return Ok(Some(opened));
    }
    store::revoke_session(conn, row.account_id, session, now.into())?;
    Ok(None)
}

/// Ends the session of a refresh token, whichever of the session's tokens it is.
///
/// # Errors
/// The database failed.
pub fn sign_out(conn: &mut Connection, token: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    if let Some((session, _)) = store::refresh_token(conn, &tokens::hash(token))?
        && let Some(row) = store::session(conn, session, now.into())?
    {
        store::revoke_session(conn, row.account_id, session, now.into())?;
    }
    Ok(())
}

/// The live sessions of an account, newest use first.
///
/// # Errors
/// The database failed.
pub fn sessions(conn: &mut Connection, account: AccountId, current: SessionId, now: DateTime<Utc>) -> Result<Vec<Session>, Refusal> {
    let rows = store::sessions_of(conn, account, now.into())?;
    let session = |row: SessionRow| Session {
        id: row.id,
        user_agent: row.user_agent,
        address: row.address,
        created_at: row.created_at.into(),
        last_used_at: row.last_used_at.into(),
        expires_at: row.expires_at.into(),
        current: row.id == current,
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends a session of an account.
///
/// # Errors
/// `not_found`: it is over, or not the account's.
pub fn end_session(conn: &mut Connection, account: AccountId, session: SessionId, now: DateTime<Utc>) -> Result<(), Refusal> {
    if store::revoke_session(conn, account, session, now.into())? { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}

/// Ends all sessions of an account but one.
///
/// # Errors
/// The database failed.
pub fn end_sessions(conn: &mut Connection, account: AccountId, but: Option<SessionId>, now: DateTime<Utc>) -> Result<(), Refusal> {
    store::revoke_sessions(conn, account, but, now.into())?;
    Ok(())
}

/// Ends all open password resets of an account: their links were mailed for a password, or to an address, that counts no
/// more.
///
/// # Errors
/// The database failed.
pub fn end_resets(conn: &mut Connection, account: AccountId, now: DateTime<Utc>) -> Result<(), Refusal> {
    store::end_resets(conn, account, now.into())?;
    Ok(())
}

/// Takes a request for a new password. The same is done whether the address has an account or not; the worker finds
/// out. Too many requests for one address are answered alike too, and mail nothing.
///
/// # Errors
/// `too_many_attempts` from one network address.
pub fn forgot_password(conn: &mut Connection, vault: &Vault, email: &str, address: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    Counter::token_from(address).take(conn, now)?;
    match Counter::resets_to(&email_key(email)).take(conn, now) {
        Ok(()) => jobs::service::enqueue(conn, vault, &Job::ForgotPassword { email: email.to_owned() }, now, now),
        Err(Refusal::Later(..)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Makes the token of a password reset; older ones of the account end. Gives nothing where the address has no account.
///
/// # Errors
/// The database failed.
pub fn make_reset(conn: &mut Connection, email: &str, now: DateTime<Utc>) -> Result<Option<(AccountId, String)>, Refusal> {
    let Some((account, _)) = store::credentials(conn, &email_key(email))? else { return Ok(None) };
    let token = tokens::random()?;
    store::insert_reset(conn, account, &tokens::hash(&token), now.into(), (now + RESET_LIFETIME).into())?;
    Ok(Some((account, token)))
}

/// Whether a mailed token still resets the account's password.
///
/// # Errors
/// The database failed.
pub fn resets(conn: &mut Connection, account: AccountId, token: &str, now: DateTime<Utc>) -> Result<bool, Refusal> {
    Ok(store::live_reset(conn, &tokens::hash(token), now.into())? == Some(account))
}

/// The account of a reset's token, before the new password is hashed.
///
/// # Errors
/// `link_expired`.
pub fn look_up_reset(conn: &mut Connection, token: &str, now: DateTime<Utc>) -> Result<AccountId, Refusal> {
    store::live_reset(conn, &tokens::hash(token), now.into())?.ok_or_else(|| ProblemCode::LinkExpired.into())
}

/// Uses a reset up: the new password counts, all sessions of the account end, and its owner is told.
///
/// # Errors
/// `link_expired`.
pub fn reset_password(conn: &mut Connection, vault: &Vault, token: &str, hash: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
    let used = store::use_reset(conn, &tokens::hash(token), now.into())?;
    let account = used.ok_or(ProblemCode::LinkExpired)?;
    accounts::service::set_password(conn, vault, account, hash, None, now)
}

/// When somebody signed in last, of whichever reseller.
///
/// # Errors
/// The database failed.
pub fn last_sign_in_across_tenants(conn: &mut Connection) -> Result<Option<DateTime<Utc>>, Refusal> {
    Ok(store::last_sign_in_across_tenants(conn)?.map(Into::into))
}

/// Deletes counters, sessions and tokens that ended a while ago.
///
/// # Errors
/// The database failed.
pub fn forget_old_across_tenants(conn: &mut Connection, now: DateTime<Utc>) -> Result<(), Refusal> {
    two_factor::service::forget_old_across_tenants(conn, now - TimeDelta::days(7))?;
    Ok(store::delete_old_across_tenants(conn, (now - TimeDelta::days(7)).into())?)
}
