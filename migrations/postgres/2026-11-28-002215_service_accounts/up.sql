-- Access to Google Workspace: as which administrator a service account acts for a subscription, and the key of an account of
-- the subscription's own, encrypted. Without one it is the installation's.

CREATE TABLE service_accounts (
    subscription_id uuid PRIMARY KEY REFERENCES subscriptions (id),
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    administrator text NOT NULL,
    client_id text,
    sealed_key bytea,
    CHECK ((client_id IS NULL) = (sealed_key IS NULL))
);

CREATE INDEX service_accounts_of_reseller ON service_accounts (reseller_id, subscription_id);
