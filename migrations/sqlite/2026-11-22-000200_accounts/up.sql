-- People who can sign in, and the reseller that some of them work for.

CREATE TABLE accounts (
    id BLOB PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    phone TEXT,
    locale TEXT NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE reseller_members (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    account_id BLOB NOT NULL UNIQUE REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'billing', 'support')),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX reseller_members_by_reseller ON reseller_members (reseller_id, id);
