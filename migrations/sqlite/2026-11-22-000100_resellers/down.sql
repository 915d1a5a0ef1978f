DROP TABLE installation;
DROP TABLE resellers;
