ALTER TABLE orders ADD COLUMN contact email;
