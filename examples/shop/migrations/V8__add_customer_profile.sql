-- manticore: statement_timeout=10min

-- The greeting in mails and on the account page: "Grüße, Ζωή!" instead of "Dear customer;".

ALTER TABLE customers ADD COLUMN display_name text;
ALTER TABLE customers ADD COLUMN phone text;

UPDATE customers
SET display_name = coalesce(
    nullif(btrim(concat_ws(' ', given_name, family_name)), ''),
    split_part(email, '@', 1) -- better than nothing; they can change it
)
WHERE display_name IS NULL;

ALTER TABLE customers ALTER COLUMN display_name SET NOT NULL;

ALTER TABLE customers ADD CONSTRAINT customers_display_name_visible CHECK (display_name ~ '[^[:space:]]') NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT customers_display_name_visible;

COMMENT ON COLUMN customers.phone IS 'As typed in, for the carrier''s driver';
