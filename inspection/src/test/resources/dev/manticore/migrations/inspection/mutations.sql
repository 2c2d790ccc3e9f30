-- Changes of the database of rich.sql, one by one: "--! NAME" begins one, and each line "--> DIFFERENCE" has the beginning of a difference
-- that it has to give. There must be no others. Then the statements that are offered have to make it vanish. Before the name,
--   since N    is for servers of this version and later
--   alone      changes what others change as well, so that it cannot be made together with them
--   lasting    cannot be undone by statements, and none must be offered

--! a schema too much
CREATE SCHEMA left_over;
--> schema left_over is not expected
--! a forgotten schema
DROP SCHEMA archive;
--> schema archive is missing
--! owner of a schema
ALTER SCHEMA library OWNER TO librarian;
--> schema library: owner is "librarian", expected "postgres"
--! comment on a schema
COMMENT ON SCHEMA library IS NULL;
--> schema library: comment is nothing, expected "Books, and who has them"
--! a forgotten grant on a schema
REVOKE USAGE ON SCHEMA library FROM reader;
--> grant to reader on schema library is missing: USAGE
--! a grant on a schema too much
GRANT CREATE ON SCHEMA library TO clerk;
--> grant to clerk on schema library is not expected: CREATE
--! default privileges forgotten
ALTER DEFAULT PRIVILEGES FOR ROLE librarian IN SCHEMA library REVOKE SELECT ON TABLES FROM reader;
--> default privileges FOR ROLE librarian IN SCHEMA library ON TABLES is missing
--! default privileges that are no longer withheld
ALTER DEFAULT PRIVILEGES FOR ROLE librarian GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
--> default privileges FOR ROLE librarian ON FUNCTIONS is missing
--! default privileges too much
ALTER DEFAULT PRIVILEGES FOR ROLE clerk IN SCHEMA library GRANT USAGE ON SEQUENCES TO reader;
--> default privileges FOR ROLE clerk IN SCHEMA library ON SEQUENCES is not expected

--! alone a forgotten extension
DROP EXTENSION plpgsql CASCADE;
--> extension plpgsql is missing
--> function library.touch() is missing
--> function library.watch() is missing
--> procedure library.clean(integer) is missing
--> trigger touched of table library.member is missing
--> trigger idle of table library.member is missing
--> trigger event_touched of table library.event is missing
--> trigger event_touched of table library.event_2024 is missing
--> trigger event_touched of table library.event_2025 is missing
--> trigger event_touched of table library.event_2025_lent is missing
--> trigger event_touched of table library.event_rest is missing
--> event trigger watched is missing

--! a forgotten collation
DROP COLLATION library.loud;
--> collation library.loud is missing
--! alone a collation that is bytewise no more
DROP COLLATION library.loud; CREATE COLLATION library.loud (provider = libc, locale = 'POSIX');
--> collation library.loud: definition is
--> collation library.loud: comment is nothing, expected "bytewise"
--! alone owner of a collation
ALTER COLLATION library.loud OWNER TO librarian;
--> collation library.loud: owner is "librarian", expected "postgres"

--! lasting a label too much
ALTER TYPE library.state ADD VALUE 'old';
--> enum library.state: labels is different from line 4: "'old'", expected nothing
--! lasting labels in another order
ALTER TYPE library.colour RENAME VALUE 'red' TO 'x'; ALTER TYPE library.colour RENAME VALUE 'green' TO 'red'; ALTER TYPE library.colour RENAME VALUE 'x' TO 'green';
--> enum library.colour: labels is different from line 1: "'green'", expected "'red'"
--! alone a label that is not there
DROP TABLE library.basket; DROP CAST (library.state AS integer); ALTER TABLE library.loan ALTER state DROP DEFAULT, ALTER state TYPE text;
DROP TYPE library.state; CREATE TYPE library.state AS ENUM ('lent');
ALTER TABLE library.loan ALTER state TYPE library.state USING state::library.state;
ALTER TABLE library.loan ALTER state SET DEFAULT 'lent';
--> enum library.state: labels is different from line 1: "'lent'", expected "'new'"
--> enum library.state: comment is nothing, expected "of a copy"
--> grant to reader on enum library.state is missing: USAGE
--> column state of table library.loan: default is
--> cast (library.state AS integer) is missing
--> table library.basket is missing
--! comment on an enum
COMMENT ON TYPE library.state IS 'of a thing';
--> enum library.state: comment is "of a thing", expected "of a copy"
--! a grant on an enum too much
GRANT USAGE ON TYPE library.state TO clerk;
--> grant to clerk on enum library.state is not expected: USAGE
--! a forgotten revoke on a domain
REVOKE USAGE ON DOMAIN library.isbn FROM PUBLIC;
--> grant to PUBLIC on domain library.isbn is not expected: none
--! default of a domain
ALTER DOMAIN library.isbn SET DEFAULT 'nothing';
--> domain library.isbn: default is "'nothing'::text", expected "'none'::text"
--! not null of a domain
ALTER DOMAIN library.isbn DROP NOT NULL;
--> domain library.isbn: not null is nothing, expected "yes"
--! a forgotten constraint of a domain
ALTER DOMAIN library.isbn DROP CONSTRAINT isbn_length;
--> constraint isbn_length of domain library.isbn is missing
--! a constraint of a domain too much
ALTER DOMAIN library.isbn ADD CONSTRAINT digits CHECK (VALUE ~ '^[0-9]+$');
--> constraint digits of domain library.isbn is not expected
--! alone a domain of another type
DROP DOMAIN library.isbn;
--> domain library.isbn is missing
--! an attribute too much
ALTER TYPE library.address ADD ATTRIBUTE country text CASCADE;
--> column country of composite type library.address is not expected: text
--> column country of table library.addresses is not expected: text
--! comment on an attribute
COMMENT ON COLUMN library.address.zip IS NULL;
--> column zip of composite type library.address: comment is nothing, expected "or postcode"
--! a range too much
CREATE TYPE library.span AS RANGE (subtype = integer);
--> range type library.span is not expected
--! a range of something else
DROP TYPE library.size; CREATE TYPE library.size AS RANGE (subtype = bigint);
--> range type library.size: definition is
--! owner of a type
ALTER TYPE library.period OWNER TO clerk;
--> range type library.period: owner is "clerk", expected "postgres"

--! a forgotten sequence
DROP SEQUENCE library.ticket;
--> sequence library.ticket is missing
--! alone parameters of a sequence
ALTER SEQUENCE library.ticket AS bigint INCREMENT BY 1 NO CYCLE;
--> sequence library.ticket: parameters is
--! alone a grant on a sequence
REVOKE USAGE ON SEQUENCE library.ticket FROM reader;
--> grant to reader on sequence library.ticket is missing: USAGE
--! a sequence that belongs to no column
ALTER SEQUENCE library.member_number_seq OWNED BY NONE;
--> sequence library.member_number_seq: owned by is nothing, expected "library.member.number"
--! a sequence too much
CREATE SEQUENCE library.other;
ALTER SEQUENCE library.other OWNER TO librarian;
ALTER SEQUENCE library.other OWNED BY library.member.number;
--> sequence library.other is not expected
--! the sequence of an identity column
ALTER TABLE library.member ALTER id SET INCREMENT BY 1;
--> sequence library.member_id_seq of column id of table library.member: parameters is

--! a table too much
CREATE TABLE library.left_over (id bigserial PRIMARY KEY, parent bigint REFERENCES library.left_over); CREATE VIEW library.a_view AS SELECT id FROM library.left_over;
--> sequence library.left_over_id_seq is not expected
--> table library.left_over is not expected
--> view library.a_view is not expected
--! alone a forgotten table
DROP TABLE library.member CASCADE;
--> sequence library.member_number_seq is missing
--> table library.member is missing
--> constraint loan_member_fk of table library.loan is missing
--> view library.lender is missing
--> view library.lenders is missing
--> materialized view library.overdue is missing
--! alone a forgotten partitioned table
DROP TABLE library.event CASCADE;
--> table library.event is missing
--> table library.event_2024 is missing
--> table library.event_2025 is missing
--> table library.event_2025_lent is missing
--> table library.event_rest is missing
--> constraint event_note_fk of table library.event_note is missing
--! alone a forgotten partition
ALTER TABLE library.event_note DROP CONSTRAINT event_note_fk; DROP TABLE library.event_2024;
--> table library.event_2024 is missing
--> constraint event_note_fk of table library.event_note is missing
--! a detached partition
ALTER TABLE library.event DETACH PARTITION library.event_rest;
--> table library.event_rest: partition of is nothing, expected "library.event DEFAULT"
--> column at of table library.event_rest: inherited is nothing, expected "yes"
--> column kind of table library.event_rest: inherited is nothing, expected "yes"
--> column note of table library.event_rest: inherited is nothing, expected "yes"
--> constraint event_rest_pkey of table library.event_rest: inherited is nothing, expected "yes"
--> index library.event_rest_note_idx of table library.event_rest: attached to is nothing, expected "library.event_note_idx"
--> trigger event_touched of table library.event_rest is missing
--> since 18 constraint event_at_not_null of table library.event_rest is not expected: NOT NULL at
--> since 18 constraint event_kind_not_null of table library.event_rest is not expected: NOT NULL kind
--! alone a partition too much
CREATE TABLE library.event_2023 PARTITION OF library.event FOR VALUES FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00');
--> table library.event_2023 is not expected
--! a default of a partition
ALTER TABLE library.event_2024 ALTER note DROP DEFAULT;
--> column note of table library.event_2024: default is nothing, expected "'of 2024'::text"
--! alone an index on a partitioned table
DROP INDEX library.event_note_idx;
--> index library.event_note_idx of table library.event is missing
--> index library.event_2024_note_idx of table library.event_2024 is missing
--> index library.event_2025_note_idx of table library.event_2025 is missing
--> index library.event_2025_lent_note_idx of table library.event_2025_lent is missing
--> index library.event_rest_note_idx of table library.event_rest is missing
--! alone an index on a partitioned table too much
CREATE INDEX event_kind_idx ON library.event (kind);
--> index library.event_kind_idx of table library.event is not expected
--> index library.event_2024_kind_idx of table library.event_2024 is not expected
--> index library.event_2025_kind_idx of table library.event_2025 is not expected
--> index library.event_2025_lent_kind_idx of table library.event_2025_lent is not expected
--> index library.event_rest_kind_idx of table library.event_rest is not expected
--! alone a trigger on a partitioned table
DROP TRIGGER event_touched ON library.event;
--> trigger event_touched of table library.event is missing
--> trigger event_touched of table library.event_2024 is missing
--> trigger event_touched of table library.event_2025 is missing
--> trigger event_touched of table library.event_2025_lent is missing
--> trigger event_touched of table library.event_rest is missing
--! alone a column of a partitioned table
ALTER TABLE library.event ADD COLUMN who text;
--> column who of table library.event is not expected: text
--> column who of table library.event_2024 is not expected: text
--> column who of table library.event_2025 is not expected: text
--> column who of table library.event_2025_lent is not expected: text
--> column who of table library.event_rest is not expected: text
--! alone a table that inherits no more
ALTER TABLE library.disc NO INHERIT library.medium;
--> table library.disc: inherits is nothing, expected "library.medium"
--> column id of table library.disc: inherited is nothing, expected "yes"
--> column title of table library.disc: inherited is nothing, expected "yes"
--> constraint medium_title_check of table library.disc: inherited is nothing, expected "yes"
--> since 18 constraint medium_id_not_null of table library.disc is not expected: NOT NULL id
--> since 18 constraint medium_title_not_null of table library.disc is not expected: NOT NULL title

--! owner of a table
ALTER TABLE library.loan OWNER TO clerk;
--> table library.loan: owner is "clerk", expected "postgres"
--! comment on a table
COMMENT ON TABLE library.member IS E'People\nwho lend';
--> table library.member: comment is different from line 2: "who lend", expected "who may lend"
--! comment on a table too much
COMMENT ON TABLE library.basket IS 'in between';
--> table library.basket: comment is "in between", expected nothing
--! a logged table
ALTER TABLE library.basket SET LOGGED;
--> table library.basket: unlogged is nothing, expected "yes"
--! options of a table
ALTER TABLE library.member SET (fillfactor = 90, autovacuum_vacuum_threshold = 7), RESET (toast.autovacuum_enabled);
--> table library.member: options is different from line 2
--! row level security
ALTER TABLE library.member DISABLE ROW LEVEL SECURITY;
--> table library.member: row level security is nothing, expected "enabled"
--! forced row level security
ALTER TABLE library.member NO FORCE ROW LEVEL SECURITY;
--> table library.member: force row level security is nothing, expected "yes"
--! row level security too much
ALTER TABLE library.medium ENABLE ROW LEVEL SECURITY;
--> table library.medium: row level security is "enabled", expected nothing
--! replica identity
ALTER TABLE library.loan REPLICA IDENTITY NOTHING;
--> table library.loan: replica identity is "NOTHING", expected "FULL"
--! replica identity by an index
ALTER TABLE library.member REPLICA IDENTITY DEFAULT;
--> table library.member: replica identity is nothing, expected "USING INDEX member_number_idx"
--! clustering
ALTER TABLE library.member SET WITHOUT CLUSTER;
--> table library.member: clustered on is nothing, expected "member_number_idx"
--! a table of no type
ALTER TABLE library.addresses NOT OF;
--> table library.addresses: of type is nothing, expected "library.address"
--! a forgotten grant on a table
REVOKE UPDATE ON library.member FROM reader;
--> grant to reader on table library.member: privileges is "SELECT", expected "SELECT, UPDATE"
--! a grant on a table too much
GRANT DELETE ON library.loan TO reader;
--> grant to reader on table library.loan is not expected: DELETE
--! a table that its owner may not write to
REVOKE INSERT ON library.basket FROM postgres;
--> grant to postgres on table library.basket is not expected: 
--! a grant option too much
GRANT SELECT ON library.lender TO reader WITH GRANT OPTION;
--> grant to reader on view library.lender: privileges is "SELECT WITH GRANT OPTION", expected "SELECT"
--! a grant on a column
REVOKE UPDATE (name) ON library.member FROM clerk;
--> grant to clerk on column name of table library.member is missing: UPDATE
--! a grant on a column too much
GRANT SELECT (email), REFERENCES (email) ON library.member TO PUBLIC;
--> grant to PUBLIC on column email of table library.member is not expected: REFERENCES, SELECT

--! a column too much
ALTER TABLE library.event_note ADD COLUMN left_over text DEFAULT 'x';
--> column left_over of table library.event_note is not expected: text
--! a forgotten column
ALTER TABLE library.member DROP COLUMN changed_at;
--> column changed_at of table library.member is missing: timestamp with time zone
--! alone a forgotten column that views read
ALTER TABLE library.member DROP COLUMN changed_at; CREATE OR REPLACE VIEW library.lenders AS SELECT 1::bigint AS n;
--> column changed_at of table library.member is missing
--> view library.lenders: definition is different from line 1
--! lasting a column at another place
ALTER TABLE library.basket DROP COLUMN id; ALTER TABLE library.basket ADD COLUMN id integer;
--> table library.basket: order of columns is "loaned, id", expected "id, loaned"
--! type of a column
ALTER TABLE library.disc ALTER tracks TYPE bigint;
--> column tracks of table library.disc: type is "bigint", expected "integer"
--! length of a column
ALTER TABLE library.event_note ALTER event_kind TYPE varchar(20);
--> column event_kind of table library.event_note: type is "character varying(20)", expected "text"
--! default of a column
ALTER TABLE library.member ALTER name DROP DEFAULT;
--> column name of table library.member: default is nothing, expected "'nobody'::text"
--! default of a column too much
ALTER TABLE library.medium ALTER title SET DEFAULT 'untitled';
--> column title of table library.medium: default is "'untitled'::text", expected nothing
--> column title of table library.disc: default is "'untitled'::text", expected nothing
--! not null
ALTER TABLE library.loan ALTER since DROP NOT NULL;
--> column since of table library.loan: not null is nothing, expected "yes"
--! not null too much
ALTER TABLE library.loan ALTER during SET NOT NULL;
--> column during of table library.loan: not null is "yes", expected nothing
--! since 18 not null with a name
ALTER TABLE library.basket ADD CONSTRAINT must_be NOT NULL id;
--> column id of table library.basket: not null is "yes", expected nothing
--> constraint must_be of table library.basket is not expected
--! identity of another kind
ALTER TABLE library.member ALTER id SET GENERATED BY DEFAULT;
--> column id of table library.member: identity is "BY DEFAULT", expected "ALWAYS"
--! alone a column without identity
ALTER TABLE library.member ALTER id DROP IDENTITY;
--> column id of table library.member: identity is nothing, expected "ALWAYS"
--! identity too much
ALTER TABLE library.medium ALTER id ADD GENERATED ALWAYS AS IDENTITY;
--> column id of table library.medium: identity is "ALWAYS", expected nothing
--! alone collation of a column
ALTER TABLE library.event_note ALTER event_kind TYPE text COLLATE "C";
--> column event_kind of table library.event_note: collation is ""C"", expected nothing
--! storage of a column
ALTER TABLE library.member ALTER name SET STORAGE MAIN;
--> column name of table library.member: storage is "MAIN", expected "EXTERNAL"
--! since 16 storage of a column too much
ALTER TABLE library.loan ALTER during SET STORAGE MAIN;
--> column during of table library.loan: storage is "MAIN", expected nothing
--! compression of a column
ALTER TABLE library.member ALTER name SET COMPRESSION default;
--> column name of table library.member: compression is nothing, expected "pglz"
--! statistics of a column
ALTER TABLE library.member ALTER email SET STATISTICS -1;
--> column email of table library.member: statistics is nothing, expected "500"
--! options of a column
ALTER TABLE library.member ALTER email RESET (n_distinct);
--> column email of table library.member: options is nothing, expected "n_distinct=-1"
--! comment on a column
COMMENT ON COLUMN library.member.name IS NULL;
--> column name of table library.member: comment is nothing, expected "first and last"
--! since 17 expression of a generated column
ALTER TABLE library.member ALTER lower_email SET EXPRESSION AS (upper(email));
--> column lower_email of table library.member: generated is "(upper(email)) STORED", expected "(lower(email)) STORED"
--! lasting a column that is generated no more
ALTER TABLE library.member ALTER lower_email DROP EXPRESSION;
--> column lower_email of table library.member: generated is nothing, expected "(lower(email)) STORED"
--! a generated column too much
ALTER TABLE library.event_note ADD COLUMN doubled text GENERATED ALWAYS AS (event_kind || event_kind) STORED;
--> column doubled of table library.event_note is not expected: text

--! a forgotten check
ALTER TABLE library.member DROP CONSTRAINT member_name_check;
--> constraint member_name_check of table library.member is missing
--! another check
ALTER TABLE library.loan DROP CONSTRAINT loan_during_check; ALTER TABLE library.loan ADD CONSTRAINT loan_during_check CHECK (NOT isempty(during));
--> constraint loan_during_check of table library.loan: definition is "CHECK ((NOT isempty(during)))", expected "CHECK ((NOT isempty(during))) NO INHERIT"
--! a check too much
ALTER TABLE library.basket ADD CONSTRAINT positive CHECK (id > 0);
--> constraint positive of table library.basket is not expected: CHECK ((id > 0))
--! a validated check
ALTER TABLE library.loan VALIDATE CONSTRAINT loan_since_check;
--> constraint loan_since_check of table library.loan: definition is "CHECK ((since > '1900-01-01'::date))", expected "CHECK ((since > '1900-01-01'::date)) NOT VALID"
--! a check that is not validated
ALTER TABLE library.medium DROP CONSTRAINT medium_title_check; ALTER TABLE library.medium ADD CONSTRAINT medium_title_check CHECK (title <> '') NOT VALID;
--> constraint medium_title_check of table library.medium: definition is
--> constraint medium_title_check of table library.disc: definition is
--! comment on a constraint
COMMENT ON CONSTRAINT member_email_key ON library.member IS 'one each';
--> constraint member_email_key of table library.member: comment is "one each", expected nothing
--! comment on the index of a constraint
COMMENT ON INDEX library.member_email_key IS NULL;
--> constraint member_email_key of table library.member: index comment is nothing, expected "of the constraint"
--! alone a forgotten unique constraint
ALTER TABLE library.member DROP CONSTRAINT member_email_key;
--> constraint member_email_key of table library.member is missing: UNIQUE (email) DEFERRABLE INITIALLY DEFERRED
--! options of the index of a constraint
ALTER INDEX library.member_email_key SET (fillfactor = 60);
--> constraint member_email_key of table library.member: options is "fillfactor=60", expected "fillfactor=80"
--! a unique constraint too much
ALTER TABLE library.loan ADD CONSTRAINT one UNIQUE (member_id, since);
--> constraint one of table library.loan is not expected: UNIQUE (member_id, since)
--! a forgotten foreign key
ALTER TABLE library.event_note DROP CONSTRAINT event_note_fk;
--> constraint event_note_fk of table library.event_note is missing
--! another foreign key
ALTER TABLE library.loan DROP CONSTRAINT loan_member_fk; ALTER TABLE library.loan ADD CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES library.member;
--> constraint loan_member_fk of table library.loan: definition is "FOREIGN KEY (member_id) REFERENCES library.member(id)", expected
--! lasting a foreign key that is not enforced
ALTER TABLE library.loan DISABLE TRIGGER ALL;
--> constraint loan_member_fk of table library.loan: triggers is "disabled", expected nothing
--! alone a forgotten primary key
ALTER TABLE library.member DROP CONSTRAINT member_pkey CASCADE;
--> constraint member_pkey of table library.member is missing: PRIMARY KEY (id)
--> constraint loan_member_fk of table library.loan is missing
--! a forgotten exclusion constraint
ALTER TABLE library.loan DROP CONSTRAINT loan_during_excl;
--> constraint loan_during_excl of table library.loan is missing

--! a forgotten index
DROP INDEX library.member_name_idx;
--> index library.member_name_idx of table library.member is missing
--! an index too much
CREATE INDEX left_over_idx ON library.loan (since);
--> index library.left_over_idx of table library.loan is not expected
--! alone an index that is not unique
DROP INDEX library.member_number_idx; CREATE INDEX member_number_idx ON library.member (number);
--> index library.member_number_idx of table library.member: definition is
--> table library.member: clustered on is nothing
--> table library.member: replica identity is "NOTHING", expected "USING INDEX member_number_idx"
--! alone an index of other columns
DROP INDEX library.member_name_idx; CREATE INDEX member_name_idx ON library.member (email);
--> index library.member_name_idx of table library.member: definition is
--> index library.member_name_idx of table library.member: comment is nothing, expected "for searches"
--> index library.member_name_idx of table library.member: statistics is nothing, expected "1: 300"
--! alone statistics of an index
ALTER INDEX library.member_name_idx ALTER COLUMN 1 SET STATISTICS -1;
--> index library.member_name_idx of table library.member: statistics is nothing, expected "1: 300"
--! alone comment on an index
COMMENT ON INDEX library.member_name_idx IS 'for sorting';
--> index library.member_name_idx of table library.member: comment is "for sorting", expected "for searches"
--! alone an invalid index
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'library.member_number_idx'::regclass;
--> index library.member_number_idx of table library.member: invalid is "yes", expected nothing
--! a forgotten statistics object
DROP STATISTICS library.member_numbers;
--> statistics library.member_numbers of table library.member is missing
--! a statistics object too much
CREATE STATISTICS library.left_over_stats ON since, member_id FROM library.loan;
--> statistics library.left_over_stats of table library.loan is not expected
--! alone target of a statistics object
ALTER STATISTICS library.member_numbers SET STATISTICS 77;
--> statistics library.member_numbers of table library.member: statistics is "77", expected nothing

--! a forgotten trigger
DROP TRIGGER touched ON library.member;
--> trigger touched of table library.member is missing
--! a trigger too much
CREATE TRIGGER left_over AFTER DELETE ON library.loan FOR EACH STATEMENT EXECUTE FUNCTION library.touch();
--> trigger left_over of table library.loan is not expected
--! alone a trigger at another time
DROP TRIGGER touched ON library.member; CREATE TRIGGER touched AFTER UPDATE ON library.member FOR EACH ROW EXECUTE FUNCTION library.touch();
--> trigger touched of table library.member: definition is
--> trigger touched of table library.member: comment is nothing, expected "keeps the time"
--! an enabled trigger
ALTER TABLE library.member ENABLE TRIGGER idle;
--> trigger idle of table library.member: enabled is nothing, expected "no"
--! alone a trigger on replicas
ALTER TABLE library.member ENABLE REPLICA TRIGGER touched;
--> trigger touched of table library.member: enabled is "replica", expected nothing
--! alone comment on a trigger
COMMENT ON TRIGGER touched ON library.member IS NULL;
--> trigger touched of table library.member: comment is nothing, expected "keeps the time"
--! a forgotten rule
DROP RULE forget ON library.member;
--> rule forget of table library.member is missing
--! a rule too much
CREATE RULE left_over AS ON INSERT TO library.basket DO INSTEAD NOTHING;
--> rule left_over of table library.basket is not expected
--! alone a disabled rule
ALTER TABLE library.member DISABLE RULE forget;
--> rule forget of table library.member: enabled is "no", expected nothing
--! a forgotten policy
DROP POLICY everything ON library.member;
--> policy everything of table library.member is missing
--! a policy too much
CREATE POLICY left_over ON library.loan FOR SELECT USING (since > '2000-01-01');
--> policy left_over of table library.loan is not expected
--! roles of a policy
ALTER POLICY own ON library.member TO reader;
--> policy own of table library.member: roles is "reader", expected "clerk, reader"
--! alone expressions of a policy
ALTER POLICY own ON library.member USING (true) WITH CHECK (false);
--> policy own of table library.member: using is "true", expected "(name = CURRENT_USER)"
--> policy own of table library.member: check is "false", expected "(name <> 'admin'::text)"
--! alone a permissive policy
DROP POLICY own ON library.member; CREATE POLICY own ON library.member FOR UPDATE TO reader, clerk USING (name = CURRENT_USER) WITH CHECK (name <> 'admin');
--> policy own of table library.member: restrictive is nothing, expected "yes"
--> policy own of table library.member: comment is nothing, expected "only themselves"

--! a view that reads something else
CREATE OR REPLACE VIEW library.lender WITH (security_barrier = true) AS SELECT id, name, library.normal(name) AS sought FROM library.member;
--> view library.lender: definition is different from line
--! alone a view with a column more
CREATE OR REPLACE VIEW library.lender WITH (security_barrier = true) AS SELECT id, name, library.normal(name) AS sought, number FROM library.member WHERE name <> 'x';
--> view library.lender: definition is different from line 3
--! alone a view with a column less
DROP VIEW library.lender CASCADE; CREATE VIEW library.lender WITH (security_barrier = true) AS SELECT id, name FROM library.member WHERE name <> 'x';
CREATE VIEW library.lenders AS SELECT count(*) AS n FROM library.lender;
--> view library.lender: definition is different from line 2
--> view library.lender: comment is nothing, expected "members"
--> column name of view library.lender: default is nothing
--> grant to reader on view library.lender is missing: SELECT
--! alone a forgotten view
DROP VIEW library.lender CASCADE;
--> view library.lender is missing
--> view library.lenders is missing
--! options of a view
ALTER VIEW library.lender RESET (security_barrier);
--> view library.lender: options is nothing, expected "security_barrier=true"
--! default of a column of a view
ALTER VIEW library.lender ALTER name DROP DEFAULT;
--> column name of view library.lender: default is nothing, expected "'somebody'::text"
--! comment on a column of a view
COMMENT ON COLUMN library.lender.sought IS 'other';
--> column sought of view library.lender: comment is "other", expected "for searches"
--! owner of a view
ALTER VIEW library.lenders OWNER TO clerk;
--> view library.lenders: owner is "clerk", expected "postgres"
--! a forgotten materialized view
DROP MATERIALIZED VIEW library.overdue;
--> materialized view library.overdue is missing
--! alone another materialized view
DROP MATERIALIZED VIEW library.overdue; CREATE MATERIALIZED VIEW library.overdue AS SELECT member_id, 'x'::text AS name FROM library.loan WITH NO DATA;
--> materialized view library.overdue: definition is different from line 1
--> materialized view library.overdue: comment is nothing, expected "fines"
--> index library.overdue_idx of materialized view library.overdue is missing
--! alone a materialized view with rows
REFRESH MATERIALIZED VIEW library.overdue;
--> materialized view library.overdue: populated is nothing, expected "no"

--! another body of a function
CREATE OR REPLACE FUNCTION library.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = library AS 'BEGIN RETURN NEW; END';
--> function library.touch(): definition is different from line 6
--! a function that is security invoker
ALTER FUNCTION library.watch() SECURITY DEFINER;
--> function library.watch(): definition is different from line 4: "SECURITY DEFINER", expected
--! volatility of a function
ALTER FUNCTION library.longer(text, text) STABLE;
--> function library.longer(text,text): definition is different from line 4
--! a forgotten grant on a function
REVOKE EXECUTE ON FUNCTION library.normal(text) FROM reader;
--> grant to reader on function library.normal(text) is missing: EXECUTE WITH GRANT OPTION
--! a forgotten revoke on a function
GRANT EXECUTE ON FUNCTION library.normal(text) TO PUBLIC;
--> grant to PUBLIC on function library.normal(text) is missing: none
--! comment on a function
COMMENT ON FUNCTION library.normal(text) IS NULL;
--> function library.normal(text): comment is nothing, expected "in small letters"
--! owner of a function
ALTER FUNCTION library.longest(text, text) OWNER TO librarian;
--> function library.longest(text,text): owner is "librarian", expected "postgres"
--! a function too much
CREATE FUNCTION library.left_over(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--> function library.left_over(integer) is not expected
--! a forgotten function
DROP FUNCTION library.loans(bigint);
--> function library.loans(bigint) is missing
--! alone a function with another result
DROP FUNCTION library.loans(bigint); CREATE FUNCTION library.loans(m bigint) RETURNS text LANGUAGE sql AS 'SELECT ''x''';
--> function library.loans(bigint): definition is different from line 1
--! a forgotten procedure
DROP PROCEDURE library.clean;
--> procedure library.clean(integer) is missing
--! a forgotten aggregate
DROP AGGREGATE library.longest_of(text);
--> aggregate library.longest_of(text) is missing
--! alone another aggregate
CREATE OR REPLACE AGGREGATE library.longest_of(text) (SFUNC = library.longest, STYPE = text, INITCOND = 'x');
--> aggregate library.longest_of(text): definition is
--! a forgotten operator
DROP OPERATOR library.>># (text, text);
--> operator library.>># (text, text) is missing
--! a forgotten cast
DROP CAST (library.state AS integer);
--> cast (library.state AS integer) is missing
--! alone another cast
DROP CAST (library.state AS integer); CREATE CAST (library.state AS integer) WITH INOUT AS ASSIGNMENT;
--> cast (library.state AS integer): definition is

--! options of a server
ALTER SERVER cellar OPTIONS (SET floor '2', DROP shelf, ADD door 'x');
--> server cellar: foreign options is different from line 1
--! a grant on a server
REVOKE USAGE ON FOREIGN SERVER cellar FROM clerk;
--> grant to clerk on server cellar is missing: USAGE
--! options of a foreign table
ALTER FOREIGN TABLE library.card OPTIONS (SET drawer '4');
--> foreign table library.card: foreign options is "drawer '4'", expected "drawer '3'"
--! options of a foreign column
ALTER FOREIGN TABLE library.card ALTER id OPTIONS (DROP place);
--> column id of foreign table library.card: foreign options is nothing, expected "place '1'"
--! alone a forgotten foreign table
DROP FOREIGN TABLE library.card;
--> foreign table library.card is missing
--! lasting a forgotten user mapping
DROP USER MAPPING FOR clerk SERVER cellar;
--> user mapping clerk on server cellar is missing
--! a user mapping too much
CREATE USER MAPPING FOR reader SERVER cellar;
--> user mapping reader on server cellar is not expected
--! mappings of a text search configuration
ALTER TEXT SEARCH CONFIGURATION library.plain ALTER MAPPING FOR word WITH simple;
--> text search configuration library.plain: mappings is different from line 2
--! alone a forgotten text search configuration
DROP TEXT SEARCH CONFIGURATION library.plain; DROP TEXT SEARCH DICTIONARY library.short;
--> text search configuration library.plain is missing
--> text search dictionary library.short is missing
--! an operator family too much
CREATE OPERATOR FAMILY library.left_over USING btree;
--> operator family library.left_over USING btree is not expected
--! a language too much
CREATE LANGUAGE mine HANDLER plpgsql_call_handler;
--> language mine is not expected

--! a forgotten event trigger
DROP EVENT TRIGGER watched;
--> event trigger watched is missing
--! alone an event trigger that is not always enabled
ALTER EVENT TRIGGER watched ENABLE;
--> event trigger watched: enabled is nothing, expected "always"
--! a published table too much
ALTER PUBLICATION changes ADD TABLE library.member;
--> published table library.member of publication changes is not expected
--! a forgotten published table
ALTER PUBLICATION changes DROP TABLE library.loan;
--> published table library.loan of publication changes is missing
--! what is published
ALTER PUBLICATION changes SET (publish = 'insert', publish_via_partition_root = true);
--> publication changes: publish is "insert", expected "insert, update"
--> publication changes: publish via partition root is "yes", expected nothing
--! alone a forgotten publication
DROP PUBLICATION changes;
--> publication changes is missing
--! since 15 a publication of columns and rows too much
CREATE PUBLICATION several FOR TABLE library.member (id, name) WHERE (id > 1);
--> publication several is not expected
--! alone since 15 a schema published too much
ALTER PUBLICATION changes ADD TABLES IN SCHEMA archive;
--> published schema archive of publication changes is not expected
