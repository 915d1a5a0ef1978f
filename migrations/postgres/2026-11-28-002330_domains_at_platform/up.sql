-- Whether the customer's platform ever named a sender domain, and since when it does not any more; and that people
-- removed one that the platform still names, so that it does not come back with the next synchronisation.

ALTER TABLE domains ADD COLUMN at_platform BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE domains ADD COLUMN gone_since TIMESTAMPTZ;

ALTER TABLE domains ADD COLUMN dismissed BOOLEAN NOT NULL DEFAULT FALSE;
