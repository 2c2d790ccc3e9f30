ALTER TABLE events ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers;
