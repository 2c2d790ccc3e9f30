ALTER TABLE items ALTER COLUMN pieces TYPE bigint;
