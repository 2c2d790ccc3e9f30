CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'cancelled');

COMMENT ON TYPE order_status IS 'The life of an order; the sort order is the usual course.';

-- Invoices quote this number, so it is not the id: gaps are fine, guessing the turnover is not.
CREATE SEQUENCE order_numbers AS bigint START WITH 100003 INCREMENT BY 7;

CREATE TABLE orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number      text         NOT NULL DEFAULT 'S-' || to_char(nextval('order_numbers'), 'FM0000000')
                             CONSTRAINT orders_number_key UNIQUE,
    customer_id bigint       NOT NULL CONSTRAINT orders_customer_fkey REFERENCES customers (id),
    status      order_status NOT NULL DEFAULT 'pending',
    placed_at   timestamptz  NOT NULL DEFAULT now(),
    paid_at     timestamptz,
    note        text,
    CONSTRAINT orders_paid_at_known CHECK (status IN ('pending', 'cancelled') OR paid_at IS NOT NULL)
);

ALTER SEQUENCE order_numbers OWNED BY orders.number;

CREATE TABLE order_lines (
    order_id    bigint         NOT NULL CONSTRAINT order_lines_order_fkey REFERENCES orders (id) ON DELETE CASCADE,
    line_number smallint       NOT NULL,
    product_id  bigint         NOT NULL CONSTRAINT order_lines_product_fkey REFERENCES products (id),
    quantity    integer        NOT NULL DEFAULT 1,
    unit_price  numeric(12, 2) NOT NULL,
    net_total   numeric(14, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line_number),
    CONSTRAINT order_lines_quantity_positive CHECK (quantity > 0),
    CONSTRAINT order_lines_unit_price_not_negative CHECK (unit_price >= 0)
);

-- What the warehouse looks at all day: a handful of rows out of millions.
CREATE INDEX orders_open_idx ON orders (placed_at) WHERE status IN ('pending', 'paid');
-- One calendar for everybody, so that the expression is immutable.
CREATE INDEX orders_day_idx ON orders (((placed_at AT TIME ZONE 'UTC')::date));

COMMENT ON COLUMN orders.status IS 'Changed by the services only; see order_status';
COMMENT ON COLUMN order_lines.unit_price IS 'As agreed when the order was placed; later price changes don''t reach it.';
COMMENT ON CONSTRAINT orders_paid_at_known ON orders IS 'From "paid" on, we know when.';
COMMENT ON INDEX orders_open_idx IS 'Work list; "pending" and "paid" only';
