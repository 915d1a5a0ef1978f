-- The tenants, and the one row that says whether the installation has its first.

CREATE TABLE resellers (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    event_seq INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE installation (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    setup_code_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    set_up_at INTEGER
) STRICT;
