CREATE TABLE customers (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);
