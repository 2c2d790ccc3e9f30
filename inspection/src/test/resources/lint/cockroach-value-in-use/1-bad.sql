ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = 'x' WHERE id = 1;
