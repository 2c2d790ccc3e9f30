ALTER TABLE orders ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers NOT VALID;
