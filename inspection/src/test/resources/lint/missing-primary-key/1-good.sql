CREATE TABLE invoices (id bigint, note text);
ALTER TABLE invoices ADD PRIMARY KEY (id);
