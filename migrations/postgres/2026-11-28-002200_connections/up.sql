-- Connections of subscriptions to their customers' mail platforms: the modes and the steps that are done, as one document
-- that is read and written as a whole, and beside it what subscriptions show of it.

CREATE TABLE connections (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id),
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    setup text NOT NULL,
    status text NOT NULL CHECK (status IN ('not_connected', 'needs_attention', 'connected')),
    modes text NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL
);
