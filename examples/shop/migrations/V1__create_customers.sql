-- Whoever may sign in and order. Addresses and phone numbers come with the checkout.

CREATE DOMAIN email_address AS text
    CONSTRAINT email_address_format CHECK (VALUE ~ '^[^@;"''[:space:]]+@[^@;"''[:space:]]+\.[^@;"''[:space:]]+$');

COMMENT ON DOMAIN email_address IS 'Something@somewhere.tld; no blanks, quotes or semicolons. The confirmation mail is the real test.';

CREATE TABLE customers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   uuid          NOT NULL DEFAULT gen_random_uuid() CONSTRAINT customers_public_id_key UNIQUE,
    email       email_address NOT NULL,
    given_name  text,
    family_name text,
    created_at  timestamptz   NOT NULL DEFAULT now(),
    closed_at   timestamptz,
    CONSTRAINT customers_closed_after_created CHECK (closed_at >= created_at)
);

-- Anna@example.org and anna@example.org are one person, but only among the open accounts:
-- whoever has closed an account may come back with the same address.
CREATE UNIQUE INDEX customers_open_email_key ON customers (lower(email)) WHERE closed_at IS NULL;

COMMENT ON TABLE customers IS 'One row per account, closed ones included (10 years'' retention; see § 147 AO).';
COMMENT ON COLUMN customers.public_id IS 'The only key that leaves the shop: URLs, mails, invoices.';
COMMENT ON INDEX customers_open_email_key IS 'Case-insensitive; open accounts only.';
