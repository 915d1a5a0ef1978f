-- Whether the customer's platform ever named a sender domain, and since when it does not any more.

ALTER TABLE domains ADD COLUMN at_platform INTEGER NOT NULL DEFAULT 0 CHECK (at_platform IN (0, 1));

ALTER TABLE domains ADD COLUMN gone_since INTEGER;
