CREATE TABLE customers (
    id bigint PRIMARY KEY,
    name text,
    email text
);
CREATE UNIQUE INDEX customers_email ON customers (email);
