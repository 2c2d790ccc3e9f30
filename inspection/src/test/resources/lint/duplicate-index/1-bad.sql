CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_by_state ON orders (state);
