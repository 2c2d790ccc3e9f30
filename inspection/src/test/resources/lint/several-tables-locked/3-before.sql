CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
CREATE TABLE lines (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY);
