CREATE SEQUENCE numbers;
CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
ALTER SEQUENCE numbers OWNED BY orders.id;
