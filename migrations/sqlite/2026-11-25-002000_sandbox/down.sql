DROP INDEX jobs_of_invites;

ALTER TABLE resellers DROP COLUMN sandbox_offset;
