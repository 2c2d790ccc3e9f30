CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_open ON orders (state) WHERE total > 0;
