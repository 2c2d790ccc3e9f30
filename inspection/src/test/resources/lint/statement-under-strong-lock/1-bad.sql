ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = state WHERE total > 100;
