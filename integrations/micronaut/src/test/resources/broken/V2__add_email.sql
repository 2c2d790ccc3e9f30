-- one column
ALTER TABLE customers ADD COLUMN email TXT;
