-- Access to customers' directories: consents that were begun, by the hash of their state, until they are used or expire;
-- and the organisation that a connection leads to, so that it can be searched for.

CREATE TABLE connection_consents (
    state_hash bytea PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    actor_kind text NOT NULL CHECK (actor_kind IN ('account', 'api_key')),
    actor_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX connection_consents_of_subscription ON connection_consents (reseller_id, subscription_id);

CREATE INDEX connection_consents_by_end ON connection_consents (expires_at);

ALTER TABLE connections ADD COLUMN tenant text;

CREATE INDEX connections_by_tenant ON connections (tenant) WHERE tenant IS NOT NULL;
