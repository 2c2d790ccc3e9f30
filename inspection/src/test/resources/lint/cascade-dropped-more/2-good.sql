CREATE SCHEMA market;
CREATE TABLE market.prices (id bigint PRIMARY KEY);
DROP SCHEMA market CASCADE;
