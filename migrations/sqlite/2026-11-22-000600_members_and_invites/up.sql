-- The customers' people, and invites of them and of the reseller's colleagues.

CREATE TABLE subscription_members (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'editor')),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (subscription_id, account_id)
) STRICT;

CREATE INDEX subscription_members_by_account ON subscription_members (account_id, subscription_id);

CREATE TABLE invites (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB REFERENCES subscriptions (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    full_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'billing', 'support', 'editor')),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    token_hash BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'expired', 'revoked')),
    delivery TEXT NOT NULL CHECK (delivery IN ('queued', 'sent', 'failed')),
    delivery_detail TEXT,
    sent_at INTEGER,
    expires_at INTEGER NOT NULL,
    invited_by BLOB,
    created_at INTEGER NOT NULL,
    accepted_at INTEGER,
    accepted_by BLOB,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX invites_by_reseller ON invites (reseller_id, subscription_id, id);

CREATE TABLE dead_tokens (
    token_hash BLOB PRIMARY KEY NOT NULL,
    invite_id BLOB NOT NULL REFERENCES invites (id) ON DELETE CASCADE
) STRICT;
