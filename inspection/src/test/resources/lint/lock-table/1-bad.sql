LOCK TABLE orders IN EXCLUSIVE MODE;
UPDATE orders SET state = 'done' WHERE id = 1;
