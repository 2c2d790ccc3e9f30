SELECT pg_advisory_xact_lock(1);
UPDATE orders SET state = 'x' WHERE id = 1;
