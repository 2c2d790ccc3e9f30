SET TimeZone = 'UTC';
ALTER TABLE visits ALTER COLUMN at TYPE timestamptz;
