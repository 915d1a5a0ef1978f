-- Synchronising a directory waits for the customer's platform: slots of its own, so that no mail, no check and no other job waits
-- for it. Like a check it goes by its reseller's clock, so that moving a sandbox's clock finds it by one index.

ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check;

ALTER TABLE jobs ADD CONSTRAINT jobs_lane_check CHECK (lane IN ('mail', 'work', 'dns', 'platform'));

DROP INDEX jobs_by_own_clock;

CREATE INDEX jobs_by_own_clock ON jobs (reseller_id, id) WHERE state = 'pending' AND kind IN ('expire_invite', 'check_domain', 'sync_directory');
