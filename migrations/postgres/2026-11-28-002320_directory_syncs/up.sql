-- The synchronisation of each subscription's directory with the customer's platform: how far it is, where it goes on, and what
-- became of it. One job at a time carries it on: the one that has its number (run).

CREATE TABLE directory_syncs (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id),
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    organisation text NOT NULL,
    run bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    whole boolean NOT NULL,
    generation bigint NOT NULL,
    part text NOT NULL CHECK (part IN ('people', 'groups')),
    place text,
    people_from text,
    groups_from text,
    people bigint NOT NULL,
    groups bigint NOT NULL,
    added bigint NOT NULL,
    changed bigint NOT NULL,
    removed bigint NOT NULL,
    groups_changed bigint NOT NULL,
    tries bigint NOT NULL,
    started_at timestamptz NOT NULL,
    last_success_at timestamptz,
    next_at timestamptz NOT NULL,
    error text,
    error_since timestamptz,
    version bigint NOT NULL
);
