ALTER TABLE orders ADD COLUMN at timestamptz(3);
