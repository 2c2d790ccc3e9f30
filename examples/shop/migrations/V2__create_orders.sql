CREATE TABLE orders (
    id UUID PRIMARY KEY,
    customer_email TEXT NOT NULL,
    ordered_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE order_lines (
    order_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sku TEXT NOT NULL REFERENCES products (sku),
    quantity INT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, sku)
);
