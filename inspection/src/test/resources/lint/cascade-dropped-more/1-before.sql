CREATE TABLE customers (
    id bigint PRIMARY KEY,
    name text,
    email text
);
CREATE TABLE invoices (id bigint PRIMARY KEY, customer bigint REFERENCES customers);
