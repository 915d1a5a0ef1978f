ALTER TABLE resellers DROP COLUMN currency;

DROP TABLE plan_prices;
