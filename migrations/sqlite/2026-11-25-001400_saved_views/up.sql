-- Saved views: a list's search, filters and order under a name, each for one person of a reseller.

CREATE TABLE saved_views (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    list TEXT NOT NULL CHECK (list IN ('subscriptions', 'archived')),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, account_id, list, name_key)
) STRICT;
