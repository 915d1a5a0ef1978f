-- The tenants, and the one row that says whether the installation has its first.

CREATE TABLE resellers (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    event_seq bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE installation (
    id bigint PRIMARY KEY CHECK (id = 1),
    setup_code_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    set_up_at timestamptz
);
