CREATE INDEX IF NOT EXISTS orders_state ON orders (state);
