ALTER TABLE invoices DROP CONSTRAINT invoices_customer_fkey CASCADE;
