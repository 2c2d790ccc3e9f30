DROP TRIGGER orders_log_status ON orders;
DROP TRIGGER orders_log_insert ON orders;
DROP FUNCTION log_order_event();
DROP FUNCTION add_order_events_month(date);
DROP TABLE order_events; -- with every partition, also those added since
