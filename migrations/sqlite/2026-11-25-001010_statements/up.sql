-- What subscriptions cost: an amount a row, append-only. A month's statement is the sum of the amounts that fall due in it.

CREATE TABLE charges (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    kind TEXT NOT NULL CHECK (kind IN ('period', 'seats', 'plan', 'credit')),
    date TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    seats INTEGER NOT NULL,
    plan TEXT NOT NULL CHECK (plan IN ('starter', 'standard', 'pro')),
    term TEXT NOT NULL CHECK (term IN ('monthly', 'annual')),
    unit_price INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX charges_by_date ON charges (reseller_id, date, subscription_id, id);

CREATE INDEX charges_by_subscription ON charges (subscription_id, id);
