-- What users enter at version 20: it has to survive the way down to older schemas, as far as those have room for it.

INSERT INTO customers (email, given_name, family_name, display_name) VALUES
    ('anna@example.org', 'Anna', 'Müller', 'Anna Müller'),
    ('zoe@example.gr', 'Ζωή', NULL, 'Ζωή'),
    ('ken@example.jp', NULL, NULL, '健');

INSERT INTO customer_phones (customer_id, number, is_primary)
SELECT id, '+49 221 ' || id, true FROM customers WHERE given_name IS NOT NULL;

INSERT INTO customer_phones (customer_id, number)
SELECT id, '+30 999' FROM customers WHERE email = 'zoe@example.gr';

UPDATE till_contacts SET phone = '0221 42', display_name = 'Anna M.' WHERE customer_id = 1;

INSERT INTO addresses (customer_id, country_code, recipient, street, postal_code, city, is_default)
SELECT id, 'DE', display_name, 'Domkloster 4', '50667', 'Köln', true FROM customers;

-- Nine orders: two of each customer to an address, one of each in February 2025, which has a partition of its own.
INSERT INTO orders (customer_id, shipping_address_id, note, placed_at)
SELECT a.customer_id, a.id, 'Grüße; 🎉', now() - interval '1 day'
FROM addresses AS a
CROSS JOIN generate_series(1, 2);

INSERT INTO orders (customer_id, placed_at) SELECT id, '2025-02-03 00:00+00' FROM customers;

INSERT INTO order_lines (order_id, line_number, product_id, quantity, unit_price)
SELECT o.id, 1, p.id, 2, p.net_price
FROM orders AS o
JOIN products AS p ON p.sku = 'CUP-BLUE-02';

-- Two are sent back, and a trigger gives them the status that version 13 brought.
UPDATE orders SET status = 'paid', paid_at = now();
UPDATE orders SET status = 'shipped';
UPDATE orders SET status = 'delivered' WHERE id % 2 = 0;
INSERT INTO returns (order_id, line_number, quantity, reason) SELECT id, 1, 2, 'broken' FROM orders WHERE id % 4 = 0;

UPDATE stock SET on_hand = 5;
SELECT reserve_stock('CUP-BLUE-02', 3);
SELECT reporting.refresh();

-- A partition that no migration made.
SELECT add_order_events_month('2030-05-17');
