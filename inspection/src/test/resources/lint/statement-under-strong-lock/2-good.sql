DELETE FROM orders WHERE state = 'cancelled';
ALTER TABLE customers ADD COLUMN note text;
