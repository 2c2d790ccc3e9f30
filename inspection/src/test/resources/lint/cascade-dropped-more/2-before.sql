CREATE SCHEMA shop;
CREATE TABLE shop.prices (id bigint PRIMARY KEY);
CREATE VIEW shop.cheap AS SELECT id FROM shop.prices;
