-- Mails and other jobs have slots of their own in the worker, so that neither waits for the other.

ALTER TABLE jobs ADD COLUMN lane text NOT NULL DEFAULT 'work' CHECK (lane IN ('mail', 'work'));

UPDATE jobs SET lane = 'mail' WHERE kind LIKE 'mail%';

CREATE INDEX jobs_due_in_lane ON jobs (lane, state, due_at, id);
