DELETE FROM jobs WHERE lane = 'platform';

DROP INDEX jobs_by_own_clock;

CREATE INDEX jobs_by_own_clock ON jobs (reseller_id, id) WHERE state = 'pending' AND kind IN ('expire_invite', 'check_domain');

ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check;

ALTER TABLE jobs ADD CONSTRAINT jobs_lane_check CHECK (lane IN ('mail', 'work', 'dns'));
