BEGIN;
ALTER TABLE orders ADD COLUMN payer bigint REFERENCES customers;
COMMIT;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_payer ON orders (payer);
