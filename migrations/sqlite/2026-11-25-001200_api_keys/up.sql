-- The keys with which a reseller's programs sign in: of the secret only its SHA-256 is kept.

CREATE TABLE api_keys (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    scope_read INTEGER NOT NULL CHECK (scope_read IN (0, 1)),
    scope_write INTEGER NOT NULL CHECK (scope_write IN (0, 1)),
    scope_billing INTEGER NOT NULL CHECK (scope_billing IN (0, 1)),
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX api_keys_by_reseller ON api_keys (reseller_id, id);
