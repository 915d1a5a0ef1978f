-- Connections of subscriptions to their customers' mail platforms: the modes and the steps that are done, as one document
-- that is read and written as a whole, and beside it what subscriptions show of it.

CREATE TABLE connections (
    subscription_id BLOB PRIMARY KEY NOT NULL REFERENCES subscriptions (id),
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    setup TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('not_connected', 'needs_attention', 'connected')),
    modes TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
