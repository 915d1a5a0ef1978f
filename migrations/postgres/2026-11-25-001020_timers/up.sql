-- One timer for each subscription that has something to come, and what its rules need to remember. A timer that comes too
-- early only looks: so all present subscriptions get one that is due at once.

ALTER TABLE trials ADD COLUMN extensions bigint NOT NULL DEFAULT 0;

ALTER TABLE trials ADD COLUMN extended_days bigint NOT NULL DEFAULT 0;

ALTER TABLE trials ADD COLUMN reminded bigint;

ALTER TABLE subscriptions ADD COLUMN erasure_announced_at timestamptz;

ALTER TABLE subscriptions ADD COLUMN erased_at timestamptz;

ALTER TABLE accounts ADD COLUMN trial_mails boolean NOT NULL DEFAULT true;

CREATE TABLE timers (
    subscription_id uuid PRIMARY KEY NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    due_at timestamptz NOT NULL,
    failures bigint NOT NULL DEFAULT 0,
    last_error text
);

CREATE INDEX timers_due ON timers (due_at, subscription_id);

CREATE INDEX timers_by_reseller ON timers (reseller_id, subscription_id);

INSERT INTO timers (subscription_id, reseller_id, due_at) SELECT id, reseller_id, '1970-01-01T00:00:00Z' FROM subscriptions;
