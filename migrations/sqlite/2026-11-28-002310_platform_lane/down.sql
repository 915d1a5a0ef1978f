DELETE FROM jobs WHERE lane = 'platform';

CREATE TABLE jobs_rebuilt (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB,
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    lane TEXT NOT NULL DEFAULT 'work' CHECK (lane IN ('mail', 'work', 'dns'))
) STRICT;

INSERT INTO jobs_rebuilt (id, reseller_id, kind, payload, state, due_at, attempts, last_error, created_at, finished_at, lane)
SELECT id, reseller_id, kind, payload, state, due_at, attempts, last_error, created_at, finished_at, lane FROM jobs;

DROP TABLE jobs;

ALTER TABLE jobs_rebuilt RENAME TO jobs;

CREATE INDEX jobs_due ON jobs (state, due_at, id);

CREATE INDEX jobs_due_in_lane ON jobs (lane, state, due_at, id);

CREATE INDEX jobs_by_own_clock ON jobs (reseller_id, id) WHERE state = 'pending' AND kind IN ('expire_invite', 'check_domain');
