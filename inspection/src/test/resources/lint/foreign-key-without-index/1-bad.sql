CREATE TABLE invoices (id bigint PRIMARY KEY, customer bigint REFERENCES customers);
