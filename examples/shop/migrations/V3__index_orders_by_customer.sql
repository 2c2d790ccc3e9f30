-- Built while the shop goes on selling, which is why it can't be part of a transaction.
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_by_customer ON orders (customer_email, ordered_at);
