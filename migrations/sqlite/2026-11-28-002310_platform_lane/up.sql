-- Synchronising a directory waits for the customer's platform: slots of its own, so that no mail, no check and no other job waits
-- for it. Like a check it goes by its reseller's clock, so that moving a sandbox's clock finds it by one index.
-- (SQLite can't change a CHECK in place. No table refers to this one.)

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
    lane TEXT NOT NULL DEFAULT 'work' CHECK (lane IN ('mail', 'work', 'dns', 'platform'))
) STRICT;

INSERT INTO jobs_rebuilt (id, reseller_id, kind, payload, state, due_at, attempts, last_error, created_at, finished_at, lane)
SELECT id, reseller_id, kind, payload, state, due_at, attempts, last_error, created_at, finished_at, lane FROM jobs;

DROP TABLE jobs;

ALTER TABLE jobs_rebuilt RENAME TO jobs;

CREATE INDEX jobs_due ON jobs (state, due_at, id);

CREATE INDEX jobs_due_in_lane ON jobs (lane, state, due_at, id);

CREATE INDEX jobs_by_own_clock ON jobs (reseller_id, id) WHERE state = 'pending' AND kind IN ('expire_invite', 'check_domain', 'sync_directory');
