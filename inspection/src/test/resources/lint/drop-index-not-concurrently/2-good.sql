CREATE TABLE invoices (id bigint PRIMARY KEY, number text);
CREATE INDEX invoices_number ON invoices (number);
DROP INDEX invoices_number;
