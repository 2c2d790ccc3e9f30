CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint,
    total numeric(10,2),
    state text
);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
