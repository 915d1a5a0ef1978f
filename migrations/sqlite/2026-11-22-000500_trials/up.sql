-- The first days of a subscription.

CREATE TABLE trials (
    subscription_id BLOB PRIMARY KEY NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'converted', 'expired', 'ended')),
    ended_at INTEGER
) STRICT;

CREATE INDEX trials_by_end ON trials (reseller_id, outcome, ends_at, subscription_id);
