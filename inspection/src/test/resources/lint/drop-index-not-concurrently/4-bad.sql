DROP INDEX events_customer;
