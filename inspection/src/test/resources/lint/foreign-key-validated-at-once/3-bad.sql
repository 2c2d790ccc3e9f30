-- also: foreign-key-without-index
ALTER TABLE orders ADD COLUMN payer bigint DEFAULT 1 REFERENCES customers;
