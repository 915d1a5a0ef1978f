DROP INDEX jobs_due_in_lane;

ALTER TABLE jobs DROP COLUMN lane;
