DROP TRIGGER orders_check_transition ON orders;
DROP FUNCTION check_order_transition();
DROP TABLE order_transitions;
