ALTER TABLE events_2025 ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers;
