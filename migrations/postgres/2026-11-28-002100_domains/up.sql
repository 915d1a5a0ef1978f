-- Sender domains of subscriptions, each with what the last check of its SPF record found.

CREATE TABLE domains (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    name text COLLATE "C" NOT NULL,
    result text CHECK (result IN ('ok', 'ok_without_us', 'missing', 'multiple', 'malformed', 'over_limit', 'void_limit', 'dns_error')),
    known_result text CHECK (known_result IN ('ok', 'ok_without_us', 'missing', 'multiple', 'malformed', 'over_limit', 'void_limit')),
    report text,
    checked_at timestamptz,
    next_check_at timestamptz,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, subscription_id, name)
);

CREATE INDEX domains_of_subscription ON domains (reseller_id, subscription_id, id);
