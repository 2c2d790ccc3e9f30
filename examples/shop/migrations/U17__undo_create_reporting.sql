-- Without CASCADE: if somebody has put a table of their own here, they should hear of it.
DROP FUNCTION reporting.refresh();
DROP VIEW reporting.revenue_by_country;
DROP MATERIALIZED VIEW reporting.monthly_revenue;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting REVOKE SELECT ON TABLES FROM PUBLIC;
DROP SCHEMA reporting;
