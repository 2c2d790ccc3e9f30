ALTER TABLE orders ADD COLUMN price numeric(10,2);
