-- The operator's catalogue of prices, and the currency in which a reseller pays.

CREATE TABLE plan_prices (
    currency TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (plan IN ('starter', 'standard', 'pro')),
    term TEXT NOT NULL CHECK (term IN ('monthly', 'annual')),
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (currency, plan, term)
) STRICT;

ALTER TABLE resellers ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';
