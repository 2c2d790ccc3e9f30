-- also: drop-table
DROP TABLE orders CASCADE;
