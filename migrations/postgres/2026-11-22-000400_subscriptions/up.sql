-- Subscriptions, with the columns by which lists are sorted and searched: kept by the code that writes, since the two databases differ in collation and in the order of missing values.

CREATE TABLE subscriptions (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    product text NOT NULL CHECK (product IN ('microsoft_365', 'google_workspace')),
    company_name text NOT NULL,
    company_key text COLLATE "C" NOT NULL,
    seats bigint NOT NULL CHECK (seats >= 1),
    lifecycle text NOT NULL CHECK (lifecycle IN ('trial', 'trial_expired', 'active', 'cancel_pending', 'ended')),
    status text NOT NULL CHECK (status IN ('trial', 'trial_expired', 'active', 'on_hold', 'cancel_pending', 'ended')),
    status_rank bigint NOT NULL,
    archived boolean NOT NULL,
    customer_edits_signatures boolean NOT NULL,
    locale text NOT NULL CHECK (locale IN ('en', 'fr', 'nl', 'de')),
    plan text CHECK (plan IN ('starter', 'standard', 'pro')),
    term text CHECK (term IN ('monthly', 'annual')),
    purchased_at timestamptz,
    period_anchor date,
    period_start date,
    period_end date,
    overdue_since date,
    next_payment_date date,
    payment_rank_asc bigint NOT NULL,
    payment_rank_desc bigint NOT NULL,
    external_ref text,
    metadata text NOT NULL,
    terms_accepted_at timestamptz NOT NULL,
    end_reason text,
    ended_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE INDEX subscriptions_by_company ON subscriptions (reseller_id, archived, company_key, id);

CREATE INDEX subscriptions_by_seats ON subscriptions (reseller_id, archived, seats, id);

CREATE INDEX subscriptions_by_status ON subscriptions (reseller_id, archived, status_rank, id);

CREATE INDEX subscriptions_by_payment ON subscriptions (reseller_id, archived, payment_rank_asc, id);

CREATE INDEX subscriptions_by_payment_desc ON subscriptions (reseller_id, archived, payment_rank_desc, id);

CREATE INDEX subscriptions_by_birth ON subscriptions (reseller_id, archived, id);

CREATE INDEX subscriptions_counted ON subscriptions (reseller_id, archived, status, product, seats);

CREATE TABLE search_words (
    reseller_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL,
    subscription_id uuid NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    PRIMARY KEY (reseller_id, word, subscription_id)
);

CREATE INDEX search_words_by_subscription ON search_words (subscription_id);

CREATE TABLE holds (
    subscription_id uuid NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('reseller', 'payment', 'operator')),
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    reason text,
    since timestamptz NOT NULL,
    account_id uuid,
    PRIMARY KEY (subscription_id, kind)
);

CREATE TABLE scheduled_changes (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('seats', 'plan', 'cancellation')),
    at timestamptz NOT NULL,
    new_value text,
    created_at timestamptz NOT NULL,
    UNIQUE (subscription_id, kind)
);
