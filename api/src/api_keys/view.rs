//! Rows of keys as the contract shows them; the secret only where it was just made.

use chrono::{DateTime, Utc};
use shared::api_keys::{ApiKey, NewApiKey};

use super::domain;
use super::store::KeyRow;

pub(super) fn api_key(row: KeyRow, now: DateTime<Utc>) -> ApiKey {
    let (expires_at, revoked_at) = (row.expires_at.map(Into::into), row.revoked_at.map(Into::into));
    ApiKey {
        id: row.id,
        scopes: row.scopes().iter().collect(),
        name: row.name,
        prefix: row.prefix,
        state: domain::state_at(revoked_at, expires_at, now),
        created_by: row.created_by,
        created_at: row.created_at.into(),
        expires_at,
        last_used_at: row.last_used_at.map(Into::into),
        revoked_at,
        version: row.version,
    }
}

pub(super) fn new(row: KeyRow, key: String, now: DateTime<Utc>) -> NewApiKey {
    let made = api_key(row, now);
    NewApiKey {
        id: made.id,
        name: made.name,
        key,
        prefix: made.prefix,
        scopes: made.scopes,
        state: made.state,
        created_by: made.created_by,
        created_at: made.created_at,
        expires_at: made.expires_at,
        last_used_at: made.last_used_at,
        revoked_at: made.revoked_at,
        version: made.version,
    }
}
