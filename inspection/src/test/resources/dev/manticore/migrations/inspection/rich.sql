-- A schema with whatever the catalog knows. Roles: librarian (owner), reader, clerk.
CREATE SCHEMA library;
CREATE SCHEMA archive AUTHORIZATION librarian;
COMMENT ON SCHEMA library IS 'Books, and who has them';
GRANT USAGE ON SCHEMA library TO reader;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE librarian IN SCHEMA library GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE librarian REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS plpgsql;
SET search_path = library;

CREATE COLLATION loud (provider = libc, lc_collate = 'C', lc_ctype = 'C');
COMMENT ON COLLATION loud IS 'bytewise';
CREATE TYPE state AS ENUM ('new', 'lent', 'it''s lost');
COMMENT ON TYPE state IS 'of a copy';
GRANT USAGE ON TYPE state TO reader;
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE DOMAIN isbn AS text COLLATE "C" DEFAULT 'none' NOT NULL CONSTRAINT isbn_length CHECK (length(VALUE) < 20);
COMMENT ON DOMAIN isbn IS 'a number';
COMMENT ON CONSTRAINT isbn_length ON DOMAIN isbn IS 'short';
CREATE TYPE address AS (street text COLLATE "C", zip varchar(10));
COMMENT ON COLUMN address.zip IS 'or postcode';
CREATE TYPE period AS RANGE (subtype = date, multirange_type_name = periods);
CREATE TYPE size AS RANGE (subtype = integer);

CREATE SEQUENCE ticket AS integer INCREMENT BY 5 MINVALUE 5 MAXVALUE 5000 START WITH 10 CACHE 7 CYCLE;
GRANT USAGE ON SEQUENCE ticket TO reader;

CREATE FUNCTION normal(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(t) -- a comment, a tab	and a backslash \
$$;
COMMENT ON FUNCTION normal(text) IS 'in small letters';
REVOKE EXECUTE ON FUNCTION normal(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION normal(text) TO reader WITH GRANT OPTION;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = library AS $$
BEGIN
    NEW.changed_at := now();
    RETURN NEW;
END
$$;
CREATE FUNCTION longer(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > length($2)';
CREATE FUNCTION longest(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length($1) > length($2) THEN $1 ELSE $2 END';
CREATE OPERATOR >># (FUNCTION = longer, LEFTARG = text, RIGHTARG = text);
CREATE AGGREGATE longest_of(text) (SFUNC = longest, STYPE = text, INITCOND = '');
CREATE PROCEDURE clean(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
ALTER PROCEDURE clean(integer) OWNER TO librarian;
CREATE CAST (state AS integer) WITH INOUT;

CREATE TABLE member (
    id bigint GENERATED ALWAYS AS IDENTITY (INCREMENT BY 3) PRIMARY KEY,
    name text NOT NULL DEFAULT 'nobody',
    number serial,
    home address,
    email text COLLATE "C",
    lower_email text GENERATED ALWAYS AS (lower(email)) STORED,
    changed_at timestamptz NOT NULL DEFAULT '2020-01-01 00:00:00+00',
    CONSTRAINT member_email_key UNIQUE (email) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT member_name_check CHECK (name <> '')
) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
COMMENT ON TABLE member IS E'People\nwho may lend';
COMMENT ON COLUMN member.name IS 'first and last';
COMMENT ON CONSTRAINT member_name_check ON member IS 'not empty';
COMMENT ON INDEX member_email_key IS 'of the constraint';
ALTER TABLE member ALTER COLUMN name SET STORAGE EXTERNAL;
ALTER TABLE member ALTER COLUMN email SET STATISTICS 500;
ALTER TABLE member ALTER COLUMN email SET (n_distinct = -1);
ALTER TABLE member ALTER COLUMN name SET COMPRESSION pglz;
ALTER TABLE member OWNER TO librarian;
GRANT SELECT, UPDATE ON member TO reader;
GRANT UPDATE (name) ON member TO clerk;
CREATE INDEX member_name_idx ON member USING btree (normal(name) text_pattern_ops DESC NULLS LAST) INCLUDE (id) WHERE name <> 'x';
ALTER INDEX member_name_idx ALTER COLUMN 1 SET STATISTICS 300;
COMMENT ON INDEX member_name_idx IS 'for searches';
CREATE UNIQUE INDEX member_number_idx ON member (number);
ALTER TABLE member REPLICA IDENTITY USING INDEX member_number_idx;
ALTER TABLE member CLUSTER ON member_number_idx;
CREATE STATISTICS member_numbers (ndistinct, dependencies) ON number, name FROM member;
COMMENT ON STATISTICS member_numbers IS 'number decides name';
CREATE TRIGGER touched BEFORE UPDATE OF name ON member FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch();
COMMENT ON TRIGGER touched ON member IS 'keeps the time';
CREATE TRIGGER idle BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE member DISABLE TRIGGER idle;
CREATE RULE forget AS ON DELETE TO member DO ALSO NOTHING;
COMMENT ON RULE forget ON member IS 'nothing more';
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON member AS RESTRICTIVE FOR UPDATE TO reader, clerk USING (name = CURRENT_USER) WITH CHECK (name <> 'admin');
COMMENT ON POLICY own ON member IS 'only themselves';
CREATE POLICY everything ON member TO PUBLIC USING (true);

CREATE TABLE loan (
    member_id bigint NOT NULL,
    since date NOT NULL,
    during period,
    state state NOT NULL DEFAULT 'new',
    CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES member (id) MATCH FULL ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE,
    CONSTRAINT loan_during_check CHECK (NOT isempty(during)) NO INHERIT
);
ALTER TABLE loan ADD CONSTRAINT loan_since_check CHECK (since > '1900-01-01') NOT VALID;
ALTER TABLE loan ADD CONSTRAINT loan_during_excl EXCLUDE USING gist (during WITH &&);
ALTER TABLE loan REPLICA IDENTITY FULL;
CREATE UNLOGGED TABLE basket (id integer, loaned loan);
CREATE TABLE addresses OF address (street WITH OPTIONS NOT NULL);

CREATE TABLE event (at timestamptz NOT NULL, kind text NOT NULL, note text, CONSTRAINT event_pkey PRIMARY KEY (at, kind)) PARTITION BY RANGE (at);
CREATE INDEX event_note_idx ON event (note);
CREATE TABLE event_2024 PARTITION OF event (note DEFAULT 'of 2024') FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY LIST (kind);
CREATE TABLE event_2025_lent PARTITION OF event_2025 FOR VALUES IN ('lent', 'it''s');
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE TRIGGER event_touched AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE event_note (event_at timestamptz, event_kind text, CONSTRAINT event_note_fk FOREIGN KEY (event_at, event_kind) REFERENCES event);

CREATE TABLE medium (id integer PRIMARY KEY, title text NOT NULL CHECK (title <> ''));
CREATE TABLE disc (tracks integer DEFAULT 12) INHERITS (medium);

CREATE VIEW lender WITH (security_barrier = true) AS SELECT id, name, normal(name) AS sought FROM member WHERE name <> 'x';
COMMENT ON VIEW lender IS 'members';
COMMENT ON COLUMN lender.sought IS 'for searches';
ALTER VIEW lender ALTER COLUMN name SET DEFAULT 'somebody';
GRANT SELECT ON lender TO reader;
CREATE VIEW lenders AS SELECT count(*) AS n FROM lender;
CREATE MATERIALIZED VIEW overdue AS SELECT l.member_id, m.name FROM loan l JOIN member m ON m.id = l.member_id WHERE l.since < '2020-01-01' WITH NO DATA;
CREATE UNIQUE INDEX overdue_idx ON overdue (member_id);
COMMENT ON MATERIALIZED VIEW overdue IS 'fines';
CREATE VIEW "Odd ""name"": x" AS SELECT 1 AS "a.b", 2 AS "c: d";

CREATE FUNCTION loans(m bigint, OUT n bigint) LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM loan WHERE member_id = m; END;

CREATE FOREIGN DATA WRAPPER paper OPTIONS (debug 'true');
CREATE SERVER cellar TYPE 'box' VERSION '2' FOREIGN DATA WRAPPER paper OPTIONS (shelf 'a b', floor '1');
GRANT USAGE ON FOREIGN SERVER cellar TO clerk;
CREATE FOREIGN TABLE card (id integer OPTIONS (place '1') NOT NULL, title text) SERVER cellar OPTIONS (drawer '3');
CREATE USER MAPPING FOR clerk SERVER cellar OPTIONS (secret 'not to be shown');

CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = pg_catalog.simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR asciiword, word WITH short, simple;

CREATE PUBLICATION changes FOR TABLE loan, medium WITH (publish = 'insert, update');
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE DEBUG 'changed'; END $$;
CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION watch();
COMMENT ON EVENT TRIGGER watched IS 'tells';
ALTER EVENT TRIGGER watched ENABLE ALWAYS;
RESET search_path;
