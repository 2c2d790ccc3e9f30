DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT state, id, total FROM orders;
