-- manticore: lock_timeout=5s

-- People have more than one phone. The till still reads and writes one number per customer; it gets a view for that.

CREATE TABLE customer_phones (
    customer_id bigint  NOT NULL CONSTRAINT customer_phones_customer_fkey REFERENCES customers (id) ON DELETE CASCADE,
    number      text    NOT NULL,
    is_primary  boolean NOT NULL DEFAULT false,
    CONSTRAINT customer_phones_pkey PRIMARY KEY (customer_id, number),
    CONSTRAINT customer_phones_number_digits CHECK (number ~ '[0-9]')
);

CREATE UNIQUE INDEX customer_phones_one_primary_key ON customer_phones (customer_id) WHERE is_primary;

-- 'n/a', '-' and 'don''t call;' were typed in, too. They are no numbers.
INSERT INTO customer_phones (customer_id, number, is_primary)
SELECT id, btrim(phone), true
FROM customers
WHERE phone ~ '[0-9]';

ALTER TABLE customers DROP COLUMN phone;

CREATE VIEW till_contacts AS
SELECT c.id AS customer_id, c.display_name, p.number AS phone
FROM customers AS c
JOIN customer_phones AS p ON p.customer_id = c.id AND p.is_primary;

-- The till says WHERE customer_id = ..: a condition on the name would no longer hold when the second statement looks.
CREATE RULE till_contacts_update AS ON UPDATE TO till_contacts
    DO INSTEAD (
        UPDATE customers SET display_name = NEW.display_name WHERE id = OLD.customer_id;
        UPDATE customer_phones SET number = NEW.phone WHERE customer_id = OLD.customer_id AND is_primary;
    );

COMMENT ON RULE till_contacts_update ON till_contacts IS 'For the till, until it is replaced; "one row in, two tables out"';
