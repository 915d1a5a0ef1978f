DROP INDEX connections_by_status;
CREATE INDEX subscriptions_counted ON subscriptions (reseller_id, archived, status, product, erased_at, seats);
DROP TABLE subscription_counts;
