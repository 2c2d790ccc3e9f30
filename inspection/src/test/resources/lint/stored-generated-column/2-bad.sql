ALTER TABLE orders ADD COLUMN shouted text GENERATED ALWAYS AS (upper(state)) STORED;
