CREATE TABLE invoices (id bigint PRIMARY KEY, customer bigint REFERENCES customers);
CREATE INDEX invoices_customer ON invoices (customer);
