-- also: drop-table
DROP SCHEMA shop CASCADE;
