-- First answers, kept for a day and given again to the same key. Encrypted, since some hold secrets that are shown once.

CREATE TABLE kept_answers (
    credential TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    answer BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (credential, method, path, idempotency_key)
) STRICT;

CREATE INDEX kept_answers_by_age ON kept_answers (created_at);
