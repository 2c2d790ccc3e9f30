ALTER TABLE orders ADD COLUMN placed timestamptz DEFAULT now();
