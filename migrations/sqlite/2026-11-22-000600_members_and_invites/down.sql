DROP TABLE dead_tokens;
DROP TABLE invites;
DROP TABLE subscription_members;
