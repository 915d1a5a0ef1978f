-- The append-only record of what happened, numbered per reseller in the order of commit.

CREATE TABLE events (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('account', 'api_key', 'system', 'operator')),
    actor_id uuid,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    subscription_id uuid,
    data text NOT NULL,
    request_id text,
    UNIQUE (reseller_id, seq)
);

CREATE INDEX events_by_subscription ON events (subscription_id, seq);
