CREATE TABLE logins (id bigint, name text);
CREATE UNIQUE INDEX logins_id ON logins (id);
