CREATE TABLE invoices (customer bigint PRIMARY KEY REFERENCES customers, total numeric);
