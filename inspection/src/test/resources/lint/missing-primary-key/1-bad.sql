CREATE TABLE invoices (id bigint, note text);
