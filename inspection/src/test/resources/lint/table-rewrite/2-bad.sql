DO $$ BEGIN TRUNCATE orders; END $$;
