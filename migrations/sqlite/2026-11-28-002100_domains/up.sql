-- Sender domains of subscriptions, each with what the last check of its SPF record found.

CREATE TABLE domains (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    name TEXT NOT NULL,
    result TEXT CHECK (result IN ('ok', 'ok_without_us', 'missing', 'multiple', 'malformed', 'over_limit', 'void_limit', 'dns_error')),
    known_result TEXT CHECK (known_result IN ('ok', 'ok_without_us', 'missing', 'multiple', 'malformed', 'over_limit', 'void_limit')),
    report TEXT,
    checked_at INTEGER,
    next_check_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, subscription_id, name)
) STRICT;

CREATE INDEX domains_of_subscription ON domains (reseller_id, subscription_id, id);
