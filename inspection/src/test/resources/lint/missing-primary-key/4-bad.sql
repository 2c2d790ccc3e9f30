CREATE TABLE invoices (id bigint, note text);
ALTER TABLE invoices RENAME TO bills;
