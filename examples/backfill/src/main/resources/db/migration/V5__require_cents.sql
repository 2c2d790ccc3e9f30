DROP INDEX account_without_cents;

-- The first checks no row, and the second locks nobody out while it checks them.
ALTER TABLE account ADD CONSTRAINT account_has_cents CHECK (cents IS NOT NULL) NOT VALID;
