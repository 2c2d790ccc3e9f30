-- What the back office shows, and what anybody may see.

CREATE FUNCTION order_status_label(status order_status) RETURNS text
    LANGUAGE sql
    STABLE
    STRICT
BEGIN ATOMIC
    SELECT CASE status
        WHEN 'pending' THEN 'waiting for payment'
        WHEN 'paid' THEN 'in the warehouse'
        WHEN 'shipped' THEN CASE WHEN extract(isodow FROM current_date) = 7 THEN 'resting; it''s Sunday' ELSE 'on its way' END
        WHEN 'delivered' THEN 'delivered'
        ELSE 'cancelled'
    END;
END;

COMMENT ON FUNCTION order_status_label(order_status) IS 'The status in words, for people';

CREATE VIEW order_overview WITH (security_barrier = true) AS
SELECT
    o.id,
    o.number,
    o.status,
    order_status_label(o.status) AS status_label,
    o.placed_at,
    c.display_name AS customer,
    count(l.line_number) AS lines,
    coalesce(sum(l.net_total), 0) AS net_total
FROM orders AS o
JOIN customers AS c ON c.id = o.customer_id
LEFT JOIN order_lines AS l ON l.order_id = o.id
GROUP BY o.id, c.id;

COMMENT ON VIEW order_overview IS 'Back office; one row per order';
COMMENT ON COLUMN order_overview.net_total IS 'Without VAT; 0 for an order without lines';

CREATE VIEW catalogue AS
SELECT p.sku, p.name, p.description, p.net_price, c.slug AS category, p.attributes
FROM products AS p
LEFT JOIN categories AS c ON c.id = p.category_id
WHERE p.active;

GRANT SELECT ON catalogue, countries TO PUBLIC;
GRANT SELECT (id, slug, name) ON categories TO PUBLIC;
