DROP TABLE order_lines;
DROP TABLE orders; -- takes the sequence order_numbers along, which it owns
DROP TYPE order_status;
