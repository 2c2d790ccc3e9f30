-- also: truncate-table
TRUNCATE orders, lines;
ALTER TABLE notes ADD COLUMN note text;
