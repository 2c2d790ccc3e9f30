ALTER TABLE orders ADD COLUMN pieces bigint NOT NULL, ADD COLUMN more text;
