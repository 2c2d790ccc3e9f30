ALTER TABLE orders ADD COLUMN pieces bigint CHECK (pieces > 0);
