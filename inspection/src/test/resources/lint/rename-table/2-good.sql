CREATE SCHEMA shop;
CREATE TABLE invoices (id bigint PRIMARY KEY);
ALTER TABLE invoices SET SCHEMA shop;
