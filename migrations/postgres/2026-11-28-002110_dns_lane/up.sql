-- Checks of sender domains wait for name servers: slots of their own, so that no mail and no other job waits for them.
-- Like an invite's end they go by their reseller's clock, so that moving a sandbox's clock finds them by one index.

ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check;

ALTER TABLE jobs ADD CONSTRAINT jobs_lane_check CHECK (lane IN ('mail', 'work', 'dns'));

DROP INDEX jobs_of_invites;

CREATE INDEX jobs_by_own_clock ON jobs (reseller_id, id) WHERE state = 'pending' AND kind IN ('expire_invite', 'check_domain');
