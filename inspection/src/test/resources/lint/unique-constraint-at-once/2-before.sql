CREATE TABLE logins (id bigint NOT NULL, name text);
CREATE UNIQUE INDEX logins_id ON logins (id);
