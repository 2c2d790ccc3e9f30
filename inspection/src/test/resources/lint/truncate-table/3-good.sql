DO $$ BEGIN CREATE TABLE invoices (id bigint PRIMARY KEY); TRUNCATE invoices; END $$;
