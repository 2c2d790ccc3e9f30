CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
CREATE TABLE customers (
    id bigint PRIMARY KEY,
    name text,
    email text
);
CREATE INDEX orders_customer ON orders (customer);
