CREATE TABLE returns (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    bigint      NOT NULL,
    line_number smallint    NOT NULL,
    quantity    integer     NOT NULL,
    reason      text        NOT NULL DEFAULT 'n/a',
    arrived_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT returns_line_fkey FOREIGN KEY (order_id, line_number)
        REFERENCES order_lines (order_id, line_number) ON DELETE CASCADE,
    CONSTRAINT returns_quantity_positive CHECK (quantity > 0),
    -- Reasons are keywords or 'other: ...'; -- 'none' is not a reason
    CONSTRAINT returns_reason_known CHECK (reason IN ('n/a', 'broken', 'wrong; not ordered', 'too late') OR reason LIKE 'other: _%')
);

CREATE INDEX returns_order_idx ON returns (order_id, line_number);

INSERT INTO order_transitions (from_status, to_status) VALUES
    ('shipped', 'returned'), -- refused at the door
    ('delivered', 'returned');

CREATE FUNCTION mark_order_returned() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE orders
    SET status = 'returned'
    WHERE id = NEW.order_id
      AND status <> 'returned'
      AND NOT EXISTS (
          SELECT FROM order_lines AS l
          WHERE l.order_id = NEW.order_id
            AND l.quantity > (
                SELECT coalesce(sum(r.quantity), 0) FROM returns AS r
                WHERE r.order_id = l.order_id AND r.line_number = l.line_number
            )
      );
    RETURN NULL; -- ignored: an AFTER trigger
END;
$$;

CREATE TRIGGER returns_mark_order AFTER INSERT ON returns FOR EACH ROW EXECUTE FUNCTION mark_order_returned();

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
        WHEN 'returned' THEN 'sent back ↩'
        ELSE 'cancelled'
    END;
END;

-- REPLACE may append columns; the comments and privileges of the view stay.
CREATE OR REPLACE VIEW order_overview WITH (security_barrier = true) AS
SELECT
    o.id,
    o.number,
    o.status,
    order_status_label(o.status) AS status_label,
    o.placed_at,
    c.display_name AS customer,
    count(l.line_number) AS lines,
    coalesce(sum(l.net_total), 0) AS net_total,
    (SELECT max(r.arrived_at) FROM returns AS r WHERE r.order_id = o.id) AS last_return_at
FROM orders AS o
JOIN customers AS c ON c.id = o.customer_id
LEFT JOIN order_lines AS l ON l.order_id = o.id
GROUP BY o.id, c.id;
