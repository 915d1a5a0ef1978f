-- Saved views: a list's search, filters and order under a name, each for one person of a reseller.

CREATE TABLE saved_views (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    list text NOT NULL CHECK (list IN ('subscriptions', 'archived')),
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    query text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, account_id, list, name_key)
);
