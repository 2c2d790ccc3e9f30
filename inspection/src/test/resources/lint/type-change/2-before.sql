CREATE TABLE hosts (id bigint PRIMARY KEY, net cidr, name varchar(20));
