-- manticore: transaction=none
ALTER TABLE events_2025 ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers NOT VALID;
ALTER TABLE events_2025 VALIDATE CONSTRAINT customer_exists;
ALTER TABLE events_2026 ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers NOT VALID;
ALTER TABLE events_2026 VALIDATE CONSTRAINT customer_exists;
ALTER TABLE events ADD CONSTRAINT customer_exists FOREIGN KEY (customer) REFERENCES customers;
