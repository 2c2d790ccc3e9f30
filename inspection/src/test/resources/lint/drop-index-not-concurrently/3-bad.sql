DROP INDEX orders_state, orders_total;
