ALTER TABLE orders ADD COLUMN at timestamp(3) without time zone;
