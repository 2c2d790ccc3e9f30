-- Batches of 5,000 rows, each in a transaction of its own, until no row is left. Rows that the application is changing just
-- now are passed over, and changed by a later batch.
-- manticore: repeat=until-empty pause=10ms
-- manticore: until="SELECT 1 FROM account WHERE cents IS NULL LIMIT 1"
UPDATE account
SET cents = balance * 100
WHERE id IN (
    SELECT id FROM account
    WHERE cents IS NULL
    ORDER BY id
    LIMIT 5000
    FOR UPDATE SKIP LOCKED
);
