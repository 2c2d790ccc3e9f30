-- manticore: lock_timeout=5s

-- The column was the last one and is so again. Of several numbers the primary one is kept; what wasn't a number is lost.

DROP VIEW till_contacts; -- and its rule

ALTER TABLE customers ADD COLUMN phone text;

COMMENT ON COLUMN customers.phone IS 'As typed in, for the carrier''s driver';

UPDATE customers AS c
SET phone = p.number
FROM customer_phones AS p
WHERE p.customer_id = c.id AND p.is_primary;

DROP TABLE customer_phones;
