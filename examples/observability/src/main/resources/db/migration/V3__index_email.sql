-- manticore: transaction=none
CREATE INDEX CONCURRENTLY customers_by_email ON customers (email);
