package dev.manticore.migrations.internal.sql.rules;

import static dev.manticore.migrations.internal.sql.rules.TransactionTraitsTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which statements can safely be repeated. */
class RepeatableTraitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE IF NOT EXISTS t (a int)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF /* c */ NOT EXISTS i ON t (a)",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1",
                "CREATE USER MAPPING IF NOT EXISTS FOR u SERVER s",
                "CREATE OR REPLACE VIEW v AS SELECT 1",
                "create or replace function f() returns int return 1",
                "DROP TABLE IF EXISTS t, u CASCADE",
                "DROP INDEX CONCURRENTLY IF EXISTS i",
                "DROP TEXT SEARCH CONFIGURATION IF EXISTS c",
                "DROP FUNCTION IF EXISTS f(int)",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int",
                "ALTER TABLE IF EXISTS ONLY s.\"t\" * ADD IF NOT EXISTS a numeric(1, 2) DEFAULT f(1, 2), ADD COLUMN IF NOT EXISTS b int",
                "ALTER TABLE t DROP COLUMN IF EXISTS a, DROP IF EXISTS b, DROP CONSTRAINT IF EXISTS c",
                "ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER b DROP DEFAULT, ALTER \"c\" SET DEFAULT 1, ALTER d DROP NOT NULL",
                "ALTER TYPE s.e ADD VALUE IF NOT EXISTS 'x' BEFORE 'y'",
                "ALTER SYSTEM RESET ALL",
                "VACUUM ANALYZE t",
                "ANALYZE",
                "REINDEX TABLE CONCURRENTLY t",
                "CLUSTER t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "COMMENT ON TABLE t IS 'x'",
                "SECURITY LABEL ON TABLE t IS 'x'",
                "GRANT SELECT ON t TO r",
                "REVOKE ALL ON t FROM r",
                "SET search_path = a",
                "RESET ALL",
                "DISCARD ALL",
                "CHECKPOINT",
                "SHOW ALL"
            })
    void mayRunTwice(String statement) {
        assertThat(only(statement).has(Trait.REPEATABLE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "CREATE TABLE \"IF NOT EXISTS\" (a int)",
                "CREATE TABLE t AS SELECT 'IF NOT EXISTS'",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "CREATE SCHEMA s CREATE TABLE IF NOT EXISTS t (a int)",
                "CREATE VIEW v AS SELECT if, not_exists FROM t -- IF NOT EXISTS",
                "DROP TABLE t",
                "DROP TABLE \"if exists\"",
                "DROP OWNED BY r",
                "ALTER TABLE IF EXISTS t ADD COLUMN a int",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN b int",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, RENAME TO u",
                "ALTER TABLE t ALTER COLUMN a TYPE bigint",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                "ALTER TABLE t ADD IF (1)",
                "ALTER TABLE",
                "ALTER TABLE t",
                "ALTER TYPE e ADD VALUE 'x'",
                "ALTER SEQUENCE IF EXISTS s RESTART",
                "TRUNCATE t",
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
                "UPDATE t SET a = 1",
                "DELETE FROM t",
                "SELECT 1",
                "DO $$ BEGIN END $$",
                "CALL p()",
                "COPY t FROM '/x'",
                "PREPARE p AS SELECT 1",
                "COMMENT",
                "BEGIN"
            })
    void mayNot(String statement) {
        assertThat(only(statement).has(Trait.REPEATABLE)).isFalse();
    }
}
