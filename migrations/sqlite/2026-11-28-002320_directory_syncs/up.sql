-- The synchronisation of each subscription's directory with the customer's platform: how far it is, where it goes on, and what
-- became of it. One job at a time carries it on: the one that has its number (run).

CREATE TABLE directory_syncs (
    subscription_id BLOB PRIMARY KEY NOT NULL REFERENCES subscriptions (id),
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    organisation TEXT NOT NULL,
    run INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
    generation INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('people', 'groups')),
    place TEXT,
    people_from TEXT,
    groups_from TEXT,
    people INTEGER NOT NULL,
    groups INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    groups_changed INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    last_success_at INTEGER,
    next_at INTEGER NOT NULL,
    error TEXT,
    error_since INTEGER,
    version INTEGER NOT NULL
) STRICT;
