CREATE OR REPLACE VIEW all_orders AS SELECT id FROM orders;
DROP VIEW all_orders;
