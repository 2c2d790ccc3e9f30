-- The analysts get a schema of their own: figures, but no names, no addresses.

CREATE SCHEMA reporting;

COMMENT ON SCHEMA reporting IS 'Aggregates for the analysts; nothing personal -- ask before adding anything!';

GRANT USAGE ON SCHEMA reporting TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO PUBLIC;

CREATE MATERIALIZED VIEW reporting.monthly_revenue AS
SELECT
    date_trunc('month', o.placed_at AT TIME ZONE 'UTC')::date AS month,
    a.country_code,
    count(DISTINCT o.id) AS orders,
    sum(l.net_total) AS net_revenue
FROM public.orders AS o
JOIN public.order_lines AS l ON l.order_id = o.id
LEFT JOIN public.addresses AS a ON a.id = o.shipping_address_id
WHERE o.status NOT IN ('pending', 'cancelled', 'returned')
GROUP BY 1, 2
WITH DATA;

-- Unique, and on plain columns: REFRESH .. CONCURRENTLY asks for that.
CREATE UNIQUE INDEX monthly_revenue_key ON reporting.monthly_revenue (month, country_code);

COMMENT ON MATERIALIZED VIEW reporting.monthly_revenue IS 'Refreshed every night; country NULL: picked up in the shop';

CREATE VIEW reporting.revenue_by_country AS
SELECT
    coalesce(c.native_name, '– pick-up –') AS "Land/Χώρα/国",
    sum(r.orders) AS "Orders; all",
    sum(r.net_revenue) AS "Umsatz (€) ""netto"""
FROM reporting.monthly_revenue AS r
LEFT JOIN public.countries AS c ON c.code = r.country_code
GROUP BY c.code
ORDER BY 3 DESC;

CREATE FUNCTION reporting.refresh() RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = reporting, pg_temp
AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY reporting.monthly_revenue;
END;
$$;

REVOKE EXECUTE ON FUNCTION reporting.refresh() FROM PUBLIC;
