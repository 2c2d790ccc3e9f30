ALTER TABLE orders ADD COLUMN data jsonb;
