-- Subscriptions, with the columns by which lists are sorted and searched: kept by the code that writes, since the two databases differ in collation and in the order of missing values.

CREATE TABLE subscriptions (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    product TEXT NOT NULL CHECK (product IN ('microsoft_365', 'google_workspace')),
    company_name TEXT NOT NULL,
    company_key TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats >= 1),
    lifecycle TEXT NOT NULL CHECK (lifecycle IN ('trial', 'trial_expired', 'active', 'cancel_pending', 'ended')),
    status TEXT NOT NULL CHECK (status IN ('trial', 'trial_expired', 'active', 'on_hold', 'cancel_pending', 'ended')),
    status_rank INTEGER NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    customer_edits_signatures INTEGER NOT NULL CHECK (customer_edits_signatures IN (0, 1)),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    plan TEXT CHECK (plan IN ('starter', 'standard', 'pro')),
    term TEXT CHECK (term IN ('monthly', 'annual')),
    purchased_at INTEGER,
    period_anchor TEXT,
    period_start TEXT,
    period_end TEXT,
    overdue_since TEXT,
    next_payment_date TEXT,
    payment_rank_asc INTEGER NOT NULL,
    payment_rank_desc INTEGER NOT NULL,
    external_ref TEXT,
    metadata TEXT NOT NULL,
    terms_accepted_at INTEGER NOT NULL,
    end_reason TEXT,
    ended_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX subscriptions_by_company ON subscriptions (reseller_id, archived, company_key, id);

CREATE INDEX subscriptions_by_seats ON subscriptions (reseller_id, archived, seats, id);

CREATE INDEX subscriptions_by_status ON subscriptions (reseller_id, archived, status_rank, id);

CREATE INDEX subscriptions_by_payment ON subscriptions (reseller_id, archived, payment_rank_asc, id);

CREATE INDEX subscriptions_by_payment_desc ON subscriptions (reseller_id, archived, payment_rank_desc, id);

CREATE INDEX subscriptions_by_birth ON subscriptions (reseller_id, archived, id);

CREATE INDEX subscriptions_counted ON subscriptions (reseller_id, archived, status, product, seats);

CREATE TABLE search_words (
    reseller_id BLOB NOT NULL,
    word TEXT NOT NULL,
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    PRIMARY KEY (reseller_id, word, subscription_id)
) STRICT;

CREATE INDEX search_words_by_subscription ON search_words (subscription_id);

CREATE TABLE holds (
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('reseller', 'payment', 'operator')),
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    reason TEXT,
    since INTEGER NOT NULL,
    account_id BLOB,
    PRIMARY KEY (subscription_id, kind)
) STRICT;

CREATE TABLE scheduled_changes (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('seats', 'plan', 'cancellation')),
    at INTEGER NOT NULL,
    new_value TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (subscription_id, kind)
) STRICT;
