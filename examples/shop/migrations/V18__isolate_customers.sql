-- manticore: lock_timeout=5s

-- The self-service API connects with a role of its own and says for whom: SET LOCAL shop.customer_id = '42'.
-- Without that setting there is nothing to see. The owner, who runs the shop and the migrations, isn't bound.

CREATE FUNCTION current_customer_id() RETURNS bigint
    LANGUAGE sql
    STABLE
    PARALLEL SAFE
AS $$ SELECT nullif(current_setting('shop.customer_id', true), '')::bigint; $$;

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE addresses ENABLE ROW LEVEL SECURITY;

CREATE POLICY orders_own ON orders
    FOR SELECT TO PUBLIC
    USING (customer_id = current_customer_id());

CREATE POLICY addresses_own ON addresses
    TO PUBLIC
    USING (customer_id = current_customer_id())
    WITH CHECK (customer_id = current_customer_id() AND recipient <> 'DROP; --');

CREATE POLICY addresses_keep_used ON addresses
    AS RESTRICTIVE
    FOR DELETE TO PUBLIC
    USING (NOT EXISTS (SELECT FROM orders AS o WHERE o.shipping_address_id = addresses.id AND o.status IN ('paid', 'shipped')));

COMMENT ON POLICY addresses_keep_used ON addresses IS 'A parcel on its way needs its address; so it can''t be deleted';

GRANT SELECT ON orders TO PUBLIC;
GRANT SELECT, INSERT, DELETE, UPDATE (recipient, street, postal_code, city, country_code) ON addresses TO PUBLIC;
