-- Mails and timers that wait to be carried out: written with the change that they follow from, claimed by lease.

CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    reseller_id uuid,
    kind text NOT NULL,
    payload bytea NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    due_at timestamptz NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE INDEX jobs_due ON jobs (state, due_at, id);
