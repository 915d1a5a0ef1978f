-- First answers, kept for a day and given again to the same key. Encrypted, since some hold secrets that are shown once.

CREATE TABLE kept_answers (
    credential text NOT NULL,
    method text NOT NULL,
    path text NOT NULL,
    idempotency_key text NOT NULL,
    body_hash bytea NOT NULL,
    answer bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (credential, method, path, idempotency_key)
);

CREATE INDEX kept_answers_by_age ON kept_answers (created_at);
