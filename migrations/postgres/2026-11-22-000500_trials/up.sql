-- The first days of a subscription.

CREATE TABLE trials (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id) ON DELETE CASCADE,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    started_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('running', 'converted', 'expired', 'ended')),
    ended_at timestamptz
);

CREATE INDEX trials_by_end ON trials (reseller_id, outcome, ends_at, subscription_id);
