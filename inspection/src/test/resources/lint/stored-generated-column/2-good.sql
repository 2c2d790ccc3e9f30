-- since 18
ALTER TABLE orders ADD COLUMN shouted text GENERATED ALWAYS AS (upper(state)) VIRTUAL;
