ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'new';
CREATE TABLE invoices (id bigint PRIMARY KEY);
ALTER TABLE invoices ADD COLUMN total numeric;
