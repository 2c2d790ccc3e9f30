-- On its own: a new value can be used only after the transaction that adds it (55P04), so its first use is version 14.

ALTER TYPE order_status ADD VALUE 'returned' AFTER 'delivered';

COMMENT ON TYPE order_status IS 'The life of an order; the sort order is the usual course, "returned" included.';
