DO $$ BEGIN ALTER TABLE orders ADD COLUMN contact email; END $$;
