CREATE TABLE invoices (id bigint PRIMARY KEY, number text);
CREATE UNIQUE INDEX invoices_number ON invoices (number);
