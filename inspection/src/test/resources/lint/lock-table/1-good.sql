SELECT id FROM orders WHERE id = 1 FOR UPDATE;
UPDATE orders SET state = 'done' WHERE id = 1;
