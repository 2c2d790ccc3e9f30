BEGIN;
ALTER TABLE orders ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers NOT VALID;
COMMIT;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer ON orders (customer);
