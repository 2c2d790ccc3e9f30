DO $$ BEGIN DROP INDEX orders_state; END $$;
