-- How many subscriptions a reseller has, by status, product and the days of the trial's end and the next payment, as rows that add up: a
-- change writes what it takes away and what it adds, and locks nothing; now and then all rows of a reseller are counted anew.
CREATE TABLE subscription_counts (
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    status text NOT NULL CHECK (status IN ('trial', 'trial_expired', 'active', 'on_hold', 'cancel_pending', 'ended')),
    product text NOT NULL CHECK (product IN ('microsoft_365', 'google_workspace')),
    trial_day bigint,
    payment_day bigint,
    subscriptions bigint NOT NULL,
    seats bigint NOT NULL,
    counted_at timestamptz
);
CREATE INDEX subscription_counts_by_status ON subscription_counts (reseller_id, status, product, trial_day, payment_day, subscriptions, seats);
CREATE INDEX subscription_counts_since_counted ON subscription_counts (reseller_id) WHERE counted_at IS NULL;
INSERT INTO subscription_counts (reseller_id, status, product, trial_day, payment_day, subscriptions, seats, counted_at)
SELECT s.reseller_id, s.status, s.product,
    CASE WHEN s.status = 'trial' THEN (t.ends_at AT TIME ZONE 'UTC')::date - DATE '0001-01-01' + 1 END,
    CASE WHEN s.next_payment_date IS NOT NULL THEN s.payment_rank_asc END,
    COUNT(*), SUM(s.seats), 'epoch'
FROM subscriptions s LEFT JOIN trials t ON t.subscription_id = s.id
WHERE s.erased_at IS NULL
GROUP BY 1, 2, 3, 4, 5;
-- Only counts went along it.
DROP INDEX subscriptions_counted;
CREATE INDEX connections_by_status ON connections (reseller_id, status, subscription_id);
