CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
CREATE MATERIALIZED VIEW sums AS SELECT state, sum(total) AS total FROM orders GROUP BY state;
CREATE UNIQUE INDEX sums_state ON sums (state);
