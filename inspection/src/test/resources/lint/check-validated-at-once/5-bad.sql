ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0);
