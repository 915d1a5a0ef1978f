DROP TABLE reseller_members;
DROP TABLE accounts;
