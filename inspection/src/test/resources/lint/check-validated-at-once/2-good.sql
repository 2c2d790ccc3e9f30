CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
ALTER TABLE invoices ADD CONSTRAINT positive CHECK (total >= 0);
