ALTER TABLE orders ADD COLUMN data json;
