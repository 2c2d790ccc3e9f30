CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_state ON orders (state);
