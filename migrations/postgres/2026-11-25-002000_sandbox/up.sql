-- How far the clock of a sandbox is ahead of the real one, in microseconds; null: the reseller is no sandbox. The timers
-- of invites are found by their reseller when its clock is moved.

ALTER TABLE resellers ADD COLUMN sandbox_offset bigint;

CREATE INDEX jobs_of_invites ON jobs (reseller_id, id) WHERE state = 'pending' AND kind = 'expire_invite';
