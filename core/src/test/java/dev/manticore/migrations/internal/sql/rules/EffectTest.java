package dev.manticore.migrations.internal.sql.rules;

import static dev.manticore.migrations.internal.sql.rules.TransactionTraitsTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which statements change data, the schema or the session. */
class EffectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "UPSERT INTO t VALUES (1)",
                "update t@i set a = 1",
                "DELETE FROM t",
                "MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE",
                "COPY t FROM '/x'",
                "SELECT 'CREATE TABLE'",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x",
                "VALUES (1)",
                "TABLE t",
                "CALL p()",
                "EXECUTE p",
                "EXPLAIN (ANALYZE, VERBOSE) INSERT INTO t VALUES (1)",
                "EXPLAIN ANALYZE VERBOSE SELECT 1",
                "EXPLAIN (SELECT 1)",
                "DO $$ DECLARE create_x int; BEGIN INSERT INTO t VALUES ('CREATE TABLE'); -- ; DROP\n END $$"
            })
    void isData(String statement) {
        assertThat(only(statement).effect()).isEqualTo(Effect.DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "ALTER TABLE t ADD a int",
                "DROP TABLE t",
                "TRUNCATE t",
                "GRANT ALL ON t TO r",
                "COMMENT ON TABLE t IS 'SELECT'",
                "REFRESH MATERIALIZED VIEW v",
                "VACUUM",
                "ANALYZE",
                "SELECT 1 INTO t",
                "WITH x AS (SELECT 1) SELECT * INTO t FROM x",
                "(SELECT 1 INTO t)",
                "EXPLAIN ANALYZE CREATE TABLE t AS SELECT 1",
                "SET CLUSTER SETTING a.b = 1",
                "DO $$ BEGIN CREATE TABLE t (a int); END $$",
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE t ADD a int; END IF; END $$",
                "WHATEVER",
                "\"select\""
            })
    void isSchema(String statement) {
        assertThat(only(statement).effect()).isEqualTo(Effect.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a = 1",
                "RESET a",
                "SHOW a",
                "USE d",
                "BEGIN",
                "SAVEPOINT s",
                "LOCK TABLE t",
                "LISTEN c",
                "NOTIFY c",
                "DECLARE c CURSOR FOR SELECT 1",
                "FETCH c",
                "PREPARE p AS SELECT 1",
                "DISCARD ALL",
                "LOAD 'x'",
                "CHECKPOINT"
            })
    void isSession(String statement) {
        assertThat(only(statement).effect()).isEqualTo(Effect.SESSION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE INDEX CONCURRENTLY i ON t (a)                                   | i      | t       | true",
                "CREATE INDEX IF NOT EXISTS i ON t (a)                                  | i      | t       | false",
                "create unique index concurrently if not exists \"I\" on only s . \"T\" | \"I\"  | s.\"T\" | true",
                "CREATE INDEX CONCURRENTLY /* x */ ON a.b.t USING gin (a)               |        | a.b.t   | true",
                "CREATE UNIQUE INVERTED INDEX CONCURRENTLY i ON t (a)                   | i      | t       | true"
            })
    void namesTheIndexThatIsBuilt(String statement, String name, String table, boolean concurrently) {
        SplitScript text = SqlSplitter.split("SELECT 1; " + statement);
        SqlStatement second = text.statements().get(1);
        assertThat(second.has(Trait.CREATES_INDEX)).isTrue();
        assertThat(text.createdIndex(second))
                .contains(new CreatedIndex(Optional.ofNullable(name), table, concurrently));
    }

    @Test
    void namesNoOtherIndex() {
        SplitScript text =
                SqlSplitter.split("CREATE TABLE i (a int); DROP INDEX CONCURRENTLY i; CREATE INDEX CONCURRENTLY");
        assertThat(text.statements()).allSatisfy(statement -> {
            assertThat(statement.has(Trait.CREATES_INDEX)).isFalse();
            assertThat(text.createdIndex(statement)).isEmpty();
        });
    }
}
