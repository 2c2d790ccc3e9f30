-- with undo
ALTER TABLE orders DROP CONSTRAINT positive;
