ALTER TABLE account VALIDATE CONSTRAINT account_has_cents;
