CREATE TABLE orders (id bigserial PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, note bigserial);
