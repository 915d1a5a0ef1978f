-- The second factor of accounts: a secret that an authenticator app shares, encrypted, and recovery codes, kept as
-- HMAC-SHA-256 under the installation's key only.
-- Until `enabled_at` it is only begun. `last_step` is the last interval of 30 seconds whose code was accepted.

CREATE TABLE two_factors (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret BLOB NOT NULL,
    begun_at INTEGER NOT NULL,
    enabled_at INTEGER,
    last_step INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
    code_hash BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);
