-- Mails and timers that wait to be carried out: written with the change that they follow from, claimed by lease.

CREATE TABLE jobs (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB,
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;

CREATE INDEX jobs_due ON jobs (state, due_at, id);
