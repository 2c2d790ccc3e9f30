ALTER TABLE orders ADD COLUMN contact word;
