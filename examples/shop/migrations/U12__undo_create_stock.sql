DROP FUNCTION reserve_stock(text, integer);
DROP TABLE stock;
DROP TABLE warehouses;
