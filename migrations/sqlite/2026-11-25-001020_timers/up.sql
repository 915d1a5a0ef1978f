-- One timer for each subscription that has something to come, and what its rules need to remember. A timer that comes too
-- early only looks: so all present subscriptions get one that is due at once.

ALTER TABLE trials ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;

ALTER TABLE trials ADD COLUMN extended_days INTEGER NOT NULL DEFAULT 0;

ALTER TABLE trials ADD COLUMN reminded INTEGER;

ALTER TABLE subscriptions ADD COLUMN erasure_announced_at INTEGER;

ALTER TABLE subscriptions ADD COLUMN erased_at INTEGER;

ALTER TABLE accounts ADD COLUMN trial_mails INTEGER NOT NULL DEFAULT 1 CHECK (trial_mails IN (0, 1));

CREATE TABLE timers (
    subscription_id BLOB PRIMARY KEY NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
) STRICT;

CREATE INDEX timers_due ON timers (due_at, subscription_id);

CREATE INDEX timers_by_reseller ON timers (reseller_id, subscription_id);

INSERT INTO timers (subscription_id, reseller_id, due_at) SELECT id, reseller_id, 0 FROM subscriptions;
