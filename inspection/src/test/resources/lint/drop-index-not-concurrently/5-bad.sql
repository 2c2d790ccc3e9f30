DROP INDEX orders_state CASCADE;
