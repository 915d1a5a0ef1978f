-- What subscriptions cost: an amount a row, append-only. A month's statement is the sum of the amounts that fall due in it.

CREATE TABLE charges (
    id uuid PRIMARY KEY NOT NULL,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    kind text NOT NULL CHECK (kind IN ('period', 'seats', 'plan', 'credit')),
    date date NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    seats bigint NOT NULL,
    plan text NOT NULL CHECK (plan IN ('starter', 'standard', 'pro')),
    term text NOT NULL CHECK (term IN ('monthly', 'annual')),
    unit_price bigint NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX charges_by_date ON charges (reseller_id, date, subscription_id, id);

CREATE INDEX charges_by_subscription ON charges (subscription_id, id);
