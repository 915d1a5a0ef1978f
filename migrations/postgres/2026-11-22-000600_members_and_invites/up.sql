-- The customers' people, and invites of them and of the reseller's colleagues.

CREATE TABLE subscription_members (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts (id),
    role text NOT NULL CHECK (role IN ('admin', 'editor')),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (subscription_id, account_id)
);

CREATE INDEX subscription_members_by_account ON subscription_members (account_id, subscription_id);

CREATE TABLE invites (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid REFERENCES subscriptions (id) ON DELETE CASCADE,
    email text NOT NULL,
    email_key text COLLATE "C" NOT NULL,
    full_name text NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'billing', 'support', 'editor')),
    locale text NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    token_hash bytea NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('pending', 'accepted', 'expired', 'revoked')),
    delivery text NOT NULL CHECK (delivery IN ('queued', 'sent', 'failed')),
    delivery_detail text,
    sent_at timestamptz,
    expires_at timestamptz NOT NULL,
    invited_by uuid,
    created_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid,
    version bigint NOT NULL DEFAULT 1
);

CREATE INDEX invites_by_reseller ON invites (reseller_id, subscription_id, id);

CREATE TABLE dead_tokens (
    token_hash bytea PRIMARY KEY,
    invite_id uuid NOT NULL REFERENCES invites (id) ON DELETE CASCADE
);
