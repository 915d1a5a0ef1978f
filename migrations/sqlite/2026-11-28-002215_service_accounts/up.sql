-- Access to Google Workspace: as which administrator a service account acts for a subscription, and the key of an account of
-- the subscription's own, encrypted. Without one it is the installation's.

CREATE TABLE service_accounts (
    subscription_id BLOB PRIMARY KEY NOT NULL REFERENCES subscriptions (id),
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    administrator TEXT NOT NULL,
    client_id TEXT,
    sealed_key BLOB,
    CHECK ((client_id IS NULL) = (sealed_key IS NULL))
) STRICT;

CREATE INDEX service_accounts_of_reseller ON service_accounts (reseller_id, subscription_id);
