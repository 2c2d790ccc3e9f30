CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
