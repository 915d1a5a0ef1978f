-- The operator's catalogue of prices, and the currency in which a reseller pays.

CREATE TABLE plan_prices (
    currency text NOT NULL,
    plan text NOT NULL CHECK (plan IN ('starter', 'standard', 'pro')),
    term text NOT NULL CHECK (term IN ('monthly', 'annual')),
    unit_price bigint NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (currency, plan, term)
);

ALTER TABLE resellers ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
