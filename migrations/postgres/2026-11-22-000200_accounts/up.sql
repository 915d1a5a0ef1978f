-- People who can sign in, and the reseller that some of them work for.

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    email_key text COLLATE "C" NOT NULL UNIQUE,
    full_name text NOT NULL,
    phone text,
    locale text NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE reseller_members (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    account_id uuid NOT NULL UNIQUE REFERENCES accounts (id),
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'billing', 'support')),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE INDEX reseller_members_by_reseller ON reseller_members (reseller_id, id);
