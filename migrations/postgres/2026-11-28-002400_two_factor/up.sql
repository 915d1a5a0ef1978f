-- The second factor of accounts: a secret that an authenticator app shares, encrypted, and recovery codes, kept as
-- HMAC-SHA-256 under the installation's key only.
-- Until `enabled_at` it is only begun. `last_step` is the last interval of 30 seconds whose code was accepted.

CREATE TABLE two_factors (
    account_id uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret bytea NOT NULL,
    begun_at timestamptz NOT NULL,
    enabled_at timestamptz,
    last_step bigint NOT NULL
);

CREATE TABLE recovery_codes (
    code_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);
