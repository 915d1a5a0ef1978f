-- The append-only record of what happened, numbered per reseller in the order of commit.

CREATE TABLE events (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('account', 'api_key', 'system', 'operator')),
    actor_id BLOB,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    subscription_id BLOB,
    data TEXT NOT NULL,
    request_id TEXT,
    UNIQUE (reseller_id, seq)
) STRICT;

CREATE INDEX events_by_subscription ON events (subscription_id, seq);
