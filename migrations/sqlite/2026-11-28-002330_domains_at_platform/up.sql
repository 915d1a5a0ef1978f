-- Whether the customer's platform ever named a sender domain, and since when it does not any more; and that people
-- removed one that the platform still names, so that it does not come back with the next synchronisation.

ALTER TABLE domains ADD COLUMN at_platform INTEGER NOT NULL DEFAULT 0 CHECK (at_platform IN (0, 1));

ALTER TABLE domains ADD COLUMN gone_since INTEGER;

ALTER TABLE domains ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1));
