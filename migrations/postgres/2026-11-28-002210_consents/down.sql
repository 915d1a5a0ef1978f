DROP INDEX connections_by_tenant;

ALTER TABLE connections DROP COLUMN tenant;

DROP TABLE connection_consents;
