ALTER TABLE orders ADD COLUMN key uuid DEFAULT gen_random_uuid();
