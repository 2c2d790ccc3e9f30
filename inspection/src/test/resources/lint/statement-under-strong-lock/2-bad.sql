ALTER TABLE customers ADD COLUMN note text;
DELETE FROM orders WHERE state = 'cancelled';
