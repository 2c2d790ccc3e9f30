ALTER TABLE hosts ALTER COLUMN name TYPE varchar;
