DROP FUNCTION find_products(text, integer);
ALTER TABLE products DROP COLUMN search; -- and with it the index
