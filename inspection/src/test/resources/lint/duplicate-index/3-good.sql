-- manticore: transaction=none
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_new ON orders (state);
ALTER TABLE orders ADD CONSTRAINT orders_one UNIQUE USING INDEX orders_new;
