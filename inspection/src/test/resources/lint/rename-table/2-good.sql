CREATE SCHEMA archive;
CREATE TABLE invoices (id bigint PRIMARY KEY);
ALTER TABLE invoices SET SCHEMA archive;
