-- Lists and counts that look into an index alone. The columns that lists filter by stand behind those of their order, so that a page of a
-- few among many passes over index entries and not over rows, and a count reads no rows at all.
DROP INDEX subscriptions_by_company;
CREATE INDEX subscriptions_by_company ON subscriptions (reseller_id, archived, company_key, id, status, product, erased_at);
DROP INDEX subscriptions_by_seats;
CREATE INDEX subscriptions_by_seats ON subscriptions (reseller_id, archived, seats, id, status, product, erased_at);
DROP INDEX subscriptions_by_status;
CREATE INDEX subscriptions_by_status ON subscriptions (reseller_id, archived, status_rank, id, status, product, erased_at);
DROP INDEX subscriptions_by_payment;
CREATE INDEX subscriptions_by_payment ON subscriptions (reseller_id, archived, payment_rank_asc, id, status, product, erased_at);
DROP INDEX subscriptions_by_payment_desc;
CREATE INDEX subscriptions_by_payment_desc ON subscriptions (reseller_id, archived, payment_rank_desc, id, status, product, erased_at);
DROP INDEX subscriptions_by_birth;
CREATE INDEX subscriptions_by_birth ON subscriptions (reseller_id, archived, id, status, product, erased_at);
DROP INDEX subscriptions_counted;
CREATE INDEX subscriptions_counted ON subscriptions (reseller_id, archived, status, product, erased_at, seats);
