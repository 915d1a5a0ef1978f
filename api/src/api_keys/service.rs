//! The use cases of API keys.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::api_keys::{ApiKey, CreateApiKey, NewApiKey};
use shared::events::{EventKind, SubjectKind};
use shared::ids::{ApiKeyId, ResellerId};
use shared::page::{LIMIT_DEFAULT, Page, PageQuery};
use shared::problem::ProblemCode;
use shared::sql::Instant;
use shared::validation::FaultCode;

use super::domain::{self, USE_NOTED_EVERY};
use super::store::{self, KeyRow};
use super::view;
use crate::authority::Scopes;
use crate::deed::Deed;
use crate::events::service::{Happening, record};
use crate::http::cursor::{self, Cursor};
use crate::http::etag::Precondition;
use crate::platform::clock::Ahead;
use crate::platform::db::Connection;
use crate::platform::{ids, tokens};
use crate::refusal::Refusal;

/// A key that works, as a request's secret found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key.
    pub id: ApiKeyId,
    /// Whose it is.
    pub reseller: ResellerId,
    /// What it may do.
    pub scopes: Scopes,
    /// How far the reseller's clock is ahead.
    pub ahead: Ahead,
    /// The last use that was noted.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The key of a secret; nothing where it is unknown, over or revoked.
///
/// # Errors
/// The database failed.
pub fn authenticate(conn: &mut Connection, secret_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Found>, Refusal> {
    Ok(store::live_across_tenants(conn, secret_hash, now.into())?)
}

/// Notes that a key was used, at most once a minute.
///
/// # Errors
/// The database failed.
pub fn note_use(conn: &mut Connection, reseller: ResellerId, id: ApiKeyId, now: DateTime<Utc>) -> Result<(), Refusal> {
    store::note_use(conn, reseller, id, now.into(), (now - USE_NOTED_EVERY).into())?;
    Ok(())
}

/// Makes a key. Its secret is in the answer, and nowhere else. A key goes by the real time, a sandbox's too: only what is
/// recorded of it goes by the reseller's clock.
///
/// # Errors
/// `invalid_fields` where it would be over before it begins.
pub fn create(
    conn: &mut Connection,
    reseller: ResellerId,
    wanted: CreateApiKey,
    real_now: DateTime<Utc>,
    deed: &Deed,
) -> Result<NewApiKey, Refusal> {
    let expires_at = wanted.expires_at.map(Instant::from);
    if expires_at.is_some_and(|end| end <= real_now.into()) {
        return Err(Refusal::field("/expires_at", FaultCode::NotInFuture));
    }
    let secret = format!("{}{}", domain::PREFIX, tokens::random()?);
    let scopes = Scopes::of(&wanted.scopes);
    let row = KeyRow {
        id: ids::next(),
        reseller_id: reseller,
        name: wanted.name,
        prefix: domain::shown(&secret),
        secret_hash: tokens::hash(&secret),
        scope_read: scopes.read,
        scope_write: scopes.write,
        scope_billing: scopes.billing,
        created_by: deed.account(),
        created_at: real_now.into(),
        expires_at,
        last_used_at: None,
        revoked_at: None,
        version: 1,
    };
    store::insert(conn, &row)?;
    let scopes: Vec<_> = scopes.iter().collect();
    let data = json!({"scopes": scopes, "expires_at": expires_at.map(DateTime::<Utc>::from)});
    record(conn, reseller, deed, about(EventKind::ApiKeyCreated, &row, data))?;
    Ok(view::new(row, secret, real_now))
}

fn about(kind: EventKind, row: &KeyRow, data: Value) -> Happening {
    Happening { kind, subject: SubjectKind::ApiKey, subject_id: row.id.0, subscription: None, data }
}

/// The keys, newest first, those that work no more among them.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(conn: &mut Connection, reseller: ResellerId, query: &PageQuery, now: DateTime<Utc>) -> Result<Page<ApiKey>, Refusal> {
    const FILTER: &str = "api keys";
    let cursor = query.cursor.as_deref().map(|text| Cursor::<ApiKeyId>::decode(text, FILTER)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let rows = store::list(conn, reseller, cursor.as_ref().map(|cursor| (cursor.side, cursor.key)), limit)?;
    let total = store::count(conn, reseller)?;
    let rows = rows.into_iter().map(|row| view::api_key(row, now)).collect();
    cursor::page(rows, limit, cursor.map(|cursor| cursor.side), FILTER, total, |key: &ApiKey| key.id)
}

/// One key.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, reseller: ResellerId, id: ApiKeyId, now: DateTime<Utc>) -> Result<ApiKey, Refusal> {
    Ok(view::api_key(store::find(conn, reseller, id)?, now))
}

/// Revokes a key: it works no more, on no server. One that is revoked stays so.
///
/// # Errors
/// `not_found`, `stale_version`.
pub fn revoke(
    conn: &mut Connection,
    reseller: ResellerId,
    id: ApiKeyId,
    precondition: &Precondition,
    real_now: DateTime<Utc>,
    deed: &Deed,
) -> Result<(), Refusal> {
    store::lock(conn, reseller)?;
    let row = store::find(conn, reseller, id)?;
    precondition.check(row.version)?;
    if row.revoked_at.is_some() {
        return Ok(());
    }
    if !store::revoke(conn, &row, real_now.into())? {
        return Err(ProblemCode::StaleVersion.into());
    }
    record(conn, reseller, deed, about(EventKind::ApiKeyRevoked, &row, json!({})))
}
