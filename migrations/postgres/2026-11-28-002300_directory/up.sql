-- The directories of subscriptions: the customer's people and groups, as their platform tells them (with its id) or as they
-- were written by hand. Names are sorted and searched by folded keys, kept by the code that writes. What a platform told in
-- an earlier round (generation) and does not tell any more is gone.

CREATE TABLE directory_people (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    external_id text,
    email text NOT NULL,
    email_key text NOT NULL,
    display_name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    search text NOT NULL,
    profile text NOT NULL,
    takes_seat boolean NOT NULL,
    generation bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    UNIQUE (reseller_id, subscription_id, external_id)
);

CREATE INDEX directory_people_by_name ON directory_people (reseller_id, subscription_id, name_key, id);

CREATE INDEX directory_people_by_email ON directory_people (reseller_id, subscription_id, email_key);

CREATE INDEX directory_people_counted ON directory_people (reseller_id, subscription_id, takes_seat, external_id);

CREATE TABLE directory_groups (
    id uuid PRIMARY KEY,
    reseller_id uuid NOT NULL REFERENCES resellers (id),
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    external_id text NOT NULL,
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    email text,
    search text NOT NULL,
    people bigint NOT NULL,
    generation bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (reseller_id, subscription_id, external_id)
);

CREATE INDEX directory_groups_by_name ON directory_groups (reseller_id, subscription_id, name_key, id);

-- Who belongs to a group directly, by the platform's ids: a person, or another group.
CREATE TABLE directory_links (
    reseller_id uuid NOT NULL,
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    group_external_id text NOT NULL,
    member_external_id text NOT NULL,
    generation bigint NOT NULL,
    PRIMARY KEY (subscription_id, group_external_id, member_external_id)
);

-- Who belongs to a group directly or by a group in it: worked out from the links.
CREATE TABLE directory_memberships (
    reseller_id uuid NOT NULL,
    subscription_id uuid NOT NULL REFERENCES subscriptions (id),
    group_id uuid NOT NULL REFERENCES directory_groups (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES directory_people (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, person_id)
);

CREATE INDEX directory_memberships_of_person ON directory_memberships (person_id);

CREATE INDEX directory_memberships_of_subscription ON directory_memberships (subscription_id);
