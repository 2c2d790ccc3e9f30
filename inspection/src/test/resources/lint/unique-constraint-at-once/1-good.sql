ALTER TABLE customers ADD CONSTRAINT email_once UNIQUE USING INDEX customers_email;
