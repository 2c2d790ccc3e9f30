ALTER TABLE customers ADD CONSTRAINT email_once UNIQUE (name);
