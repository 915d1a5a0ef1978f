-- The keys with which a reseller's programs sign in: of the secret only its SHA-256 is kept.

CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    name text NOT NULL,
    prefix text NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    scope_read boolean NOT NULL,
    scope_write boolean NOT NULL,
    scope_billing boolean NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);

CREATE INDEX api_keys_by_reseller ON api_keys (reseller_id, id);
