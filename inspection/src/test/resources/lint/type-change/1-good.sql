SET TimeZone = 'UTC';
ALTER TABLE visits ADD COLUMN moment timestamptz;
