ALTER TABLE orders DROP COLUMN IF EXISTS total, ADD COLUMN price numeric;
