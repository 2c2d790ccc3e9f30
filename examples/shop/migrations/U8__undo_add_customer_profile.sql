ALTER TABLE customers DROP CONSTRAINT customers_display_name_visible;
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE customers DROP COLUMN display_name;
