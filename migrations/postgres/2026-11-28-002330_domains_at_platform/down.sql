DELETE FROM domains WHERE dismissed;

ALTER TABLE domains DROP COLUMN dismissed;

ALTER TABLE domains DROP COLUMN gone_since;

ALTER TABLE domains DROP COLUMN at_platform;
