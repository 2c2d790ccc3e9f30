CREATE TABLE invoices (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN note text;
