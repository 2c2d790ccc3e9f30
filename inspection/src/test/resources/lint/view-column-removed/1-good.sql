CREATE OR REPLACE VIEW open_orders AS SELECT id, total, state FROM orders;
