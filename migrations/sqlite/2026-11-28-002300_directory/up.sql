-- The directories of subscriptions: the customer's people and groups, as their platform tells them (with its id) or as they
-- were written by hand. Names are sorted and searched by folded keys, kept by the code that writes. What a platform told in
-- an earlier round (generation) and does not tell any more is gone.

CREATE TABLE directory_people (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    external_id TEXT,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    search TEXT NOT NULL,
    profile TEXT NOT NULL,
    takes_seat INTEGER NOT NULL CHECK (takes_seat IN (0, 1)),
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, subscription_id, external_id)
) STRICT;

CREATE INDEX directory_people_by_name ON directory_people (reseller_id, subscription_id, name_key, id);

CREATE INDEX directory_people_by_email ON directory_people (reseller_id, subscription_id, email_key);

CREATE INDEX directory_people_counted ON directory_people (reseller_id, subscription_id, takes_seat, external_id);

CREATE TABLE directory_groups (
    id BLOB PRIMARY KEY NOT NULL,
    reseller_id BLOB NOT NULL REFERENCES resellers (id),
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT,
    search TEXT NOT NULL,
    people INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (reseller_id, subscription_id, external_id)
) STRICT;

CREATE INDEX directory_groups_by_name ON directory_groups (reseller_id, subscription_id, name_key, id);

-- Who belongs to a group directly, by the platform's ids: a person, or another group.
CREATE TABLE directory_links (
    reseller_id BLOB NOT NULL,
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    group_external_id TEXT NOT NULL,
    member_external_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (subscription_id, group_external_id, member_external_id)
) STRICT;

-- Who belongs to a group directly or by a group in it: worked out from the links.
CREATE TABLE directory_memberships (
    reseller_id BLOB NOT NULL,
    subscription_id BLOB NOT NULL REFERENCES subscriptions (id),
    group_id BLOB NOT NULL REFERENCES directory_groups (id) ON DELETE CASCADE,
    person_id BLOB NOT NULL REFERENCES directory_people (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, person_id)
) STRICT;

CREATE INDEX directory_memberships_of_person ON directory_memberships (person_id);

CREATE INDEX directory_memberships_of_subscription ON directory_memberships (subscription_id);
