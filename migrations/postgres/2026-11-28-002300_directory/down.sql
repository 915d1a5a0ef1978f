DROP TABLE directory_memberships;

DROP TABLE directory_links;

DROP TABLE directory_groups;

DROP TABLE directory_people;
