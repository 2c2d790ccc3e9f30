ALTER VIEW open_orders RENAME COLUMN total TO price;
