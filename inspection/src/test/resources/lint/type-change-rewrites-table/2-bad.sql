ALTER TABLE items ALTER COLUMN note TYPE bigint USING note::bigint;
