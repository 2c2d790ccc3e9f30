CREATE TABLE warehouses (
    code         text PRIMARY KEY,
    city         text         NOT NULL,
    country_code character(2) NOT NULL CONSTRAINT warehouses_country_fkey REFERENCES countries (code)
);

CREATE TABLE stock (
    warehouse_code text    NOT NULL CONSTRAINT stock_warehouse_fkey REFERENCES warehouses (code) ON UPDATE CASCADE,
    product_id     bigint  NOT NULL CONSTRAINT stock_product_fkey REFERENCES products (id) ON DELETE CASCADE,
    on_hand        integer NOT NULL DEFAULT 0,
    reserved       integer NOT NULL DEFAULT 0,
    available      integer GENERATED ALWAYS AS (on_hand - reserved) STORED,
    CONSTRAINT stock_pkey PRIMARY KEY (warehouse_code, product_id),
    CONSTRAINT stock_not_oversold CHECK (reserved BETWEEN 0 AND on_hand)
) WITH (fillfactor = 80); -- counters: room for updates on the same page

CREATE INDEX stock_sold_out_idx ON stock (product_id) WHERE available = 0;

INSERT INTO warehouses (code, city, country_code) VALUES
    ('CGN', 'Köln', 'DE'),
    ('ATH', 'Αθήνα', 'GR'),
    ('TYO', '東京', 'JP');

INSERT INTO stock (warehouse_code, product_id)
SELECT w.code, p.id
FROM warehouses AS w
CROSS JOIN products AS p;

-- Takes the whole quantity from one warehouse, the fullest first, and says which one it was; NULL if none can.
CREATE FUNCTION reserve_stock(wanted_sku text, wanted integer) RETURNS text
    LANGUAGE plpgsql
AS $body$
DECLARE
    chosen text;
BEGIN
    IF wanted <= 0 THEN
        RAISE EXCEPTION 'reserve_stock: % pieces of "%"; want 1 or more', wanted, wanted_sku
            USING HINT = $$To give stock back, say UPDATE stock SET reserved = reserved - n; not reserve_stock(sku, -n).$$;
    END IF;
    /* The query is text, so that its plan suits this very product;
       /* a generic plan was 40 times slower for the bestsellers */ see the runbook. */
    EXECUTE $query$
        UPDATE stock AS s
        SET reserved = s.reserved + $2
        FROM (
            SELECT c.warehouse_code, c.product_id
            FROM stock AS c
            JOIN products AS p ON p.id = c.product_id
            WHERE p.sku = $1 AND c.available >= $2
            ORDER BY c.available DESC, c.warehouse_code
            LIMIT 1
            FOR UPDATE OF c SKIP LOCKED
        ) AS best
        WHERE (s.warehouse_code, s.product_id) = (best.warehouse_code, best.product_id)
        RETURNING s.warehouse_code
    $query$ INTO chosen USING wanted_sku, wanted;
    RETURN chosen;
END;
$body$;

COMMENT ON FUNCTION reserve_stock(text, integer) IS 'Reserves in one warehouse; returns its code, or NULL: sold out';

REVOKE EXECUTE ON FUNCTION reserve_stock(text, integer) FROM PUBLIC;
