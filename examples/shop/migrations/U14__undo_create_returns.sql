-- Columns can be appended to a view, but only a new view has fewer.
DROP VIEW order_overview;

CREATE OR REPLACE FUNCTION order_status_label(status order_status) RETURNS text
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

DROP TABLE returns;
DROP FUNCTION mark_order_returned();

-- The orders keep their status: "returned" is a value until version 13 is undone, too.
DELETE FROM order_transitions WHERE to_status = 'returned';
