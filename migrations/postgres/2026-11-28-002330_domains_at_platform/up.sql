-- Whether the customer's platform ever named a sender domain, and since when it does not any more.

ALTER TABLE domains ADD COLUMN at_platform BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE domains ADD COLUMN gone_since TIMESTAMPTZ;
