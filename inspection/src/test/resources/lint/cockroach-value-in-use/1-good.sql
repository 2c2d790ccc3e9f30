ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET state = 'x' WHERE id = 1;
