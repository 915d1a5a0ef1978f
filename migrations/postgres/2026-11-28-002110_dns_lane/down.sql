DELETE FROM jobs WHERE lane = 'dns';

DROP INDEX jobs_by_own_clock;

CREATE INDEX jobs_of_invites ON jobs (reseller_id, id) WHERE state = 'pending' AND kind = 'expire_invite';

ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check;

ALTER TABLE jobs ADD CONSTRAINT jobs_lane_check CHECK (lane IN ('mail', 'work'));
