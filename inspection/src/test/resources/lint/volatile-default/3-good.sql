ALTER TABLE orders ADD COLUMN placed timestamptz;
ALTER TABLE orders ALTER COLUMN placed SET DEFAULT clock_timestamp();
