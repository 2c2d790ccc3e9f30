CREATE TABLE invoices (id bigint PRIMARY KEY, customer integer REFERENCES customers);
CREATE INDEX invoices_customer ON invoices (customer);
