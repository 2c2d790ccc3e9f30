-- manticore: lock_timeout=5s

UPDATE categories SET name = 'Books; maps -- and prints' WHERE slug = 'books';

ALTER TABLE products DROP COLUMN tax_class; -- and with it the index and the foreign key
DROP TABLE tax_classes;
