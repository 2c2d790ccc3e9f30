ALTER TABLE events ADD CONSTRAINT one_each UNIQUE (day, id);
