DO $$ BEGIN TRUNCATE orders, log; END $$;
