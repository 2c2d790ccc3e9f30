-- manticore: lock_timeout=5s

CREATE TABLE addresses (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id  bigint       NOT NULL CONSTRAINT addresses_customer_fkey REFERENCES customers (id) ON DELETE CASCADE,
    country_code character(2) NOT NULL CONSTRAINT addresses_country_fkey REFERENCES countries (code),
    recipient    text         NOT NULL,
    street       text         NOT NULL,
    postal_code  text,
    city         text         NOT NULL,
    is_default   boolean      NOT NULL DEFAULT false,
    updated_at   timestamptz  NOT NULL DEFAULT now(),
    -- The target of the key below; the id alone is unique already.
    CONSTRAINT addresses_customer_id_key UNIQUE (customer_id, id),
    CONSTRAINT addresses_postal_code_known CHECK (postal_code IS NOT NULL OR country_code IN ('CI'))
);

CREATE UNIQUE INDEX addresses_one_default_key ON addresses (customer_id) WHERE is_default;

CREATE TRIGGER addresses_touch BEFORE UPDATE ON addresses FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Both columns in one key: nobody sends a parcel to somebody else's address.
-- NOT VALID first takes a short lock; VALIDATE reads the table under a weak one.
ALTER TABLE orders ADD COLUMN shipping_address_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_shipping_address_fkey
    FOREIGN KEY (customer_id, shipping_address_id) REFERENCES addresses (customer_id, id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_shipping_address_fkey;

COMMENT ON INDEX addresses_one_default_key IS 'At most one default address each';
