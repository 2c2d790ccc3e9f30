-- "My orders" and "who bought this?" read whole tables by now. Built without stopping the sales, hence outside a
-- transaction; alone in this file and repeatable, so that an interrupted run can simply go on.

CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer_idx ON orders (customer_id, placed_at DESC);

CREATE INDEX CONCURRENTLY IF NOT EXISTS order_lines_product_idx ON order_lines (product_id) INCLUDE (quantity);
