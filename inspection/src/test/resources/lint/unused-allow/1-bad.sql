SELECT 1;
-- manticore: allow=drop-table nobody uses it
ALTER TABLE orders ADD COLUMN note text;
