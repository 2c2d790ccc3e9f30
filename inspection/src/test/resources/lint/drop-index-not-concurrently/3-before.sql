CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
CREATE INDEX orders_state ON orders (state);
CREATE INDEX orders_total ON orders (total);
