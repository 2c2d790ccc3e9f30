DROP INDEX IF EXISTS orders_state;
