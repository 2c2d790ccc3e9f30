-- also: drop-table
ALTER SEQUENCE numbers OWNED BY orders.id;
DROP TABLE orders CASCADE;
