REVOKE SELECT (id, slug, name) ON categories FROM PUBLIC;
REVOKE SELECT ON countries FROM PUBLIC;

DROP VIEW catalogue;
DROP VIEW order_overview;
DROP FUNCTION order_status_label(order_status);
