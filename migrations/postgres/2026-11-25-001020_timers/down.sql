DROP TABLE timers;

ALTER TABLE accounts DROP COLUMN trial_mails;

ALTER TABLE subscriptions DROP COLUMN erased_at;

ALTER TABLE subscriptions DROP COLUMN erasure_announced_at;

ALTER TABLE trials DROP COLUMN reminded;

ALTER TABLE trials DROP COLUMN extended_days;

ALTER TABLE trials DROP COLUMN extensions;
