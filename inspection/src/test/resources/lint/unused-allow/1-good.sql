SELECT 1;
-- manticore: allow=drop-column no version of the application uses it
ALTER TABLE orders DROP COLUMN state;
