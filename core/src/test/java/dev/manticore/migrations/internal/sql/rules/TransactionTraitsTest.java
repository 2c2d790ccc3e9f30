package dev.manticore.migrations.internal.sql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that begin or end a transaction, and statements that the server rejects in one (25001). */
class TransactionTraitsTest {

    static SqlStatement only(String script) {
        SplitScript text = SqlSplitter.split(script);
        assertThat(text.statements()).hasSize(1);
        return text.statements().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "begin work isolation level serializable",
                "/* a */ Begin -- b\n Transaction",
                "START TRANSACTION READ ONLY",
                "COMMIT",
                "COMMIT AND CHAIN",
                "COMMIT WORK AND NO CHAIN",
                "END",
                "END TRANSACTION",
                "ROLLBACK",
                "ROLLBACK AND CHAIN",
                "ROLLBACK TRANSACTION",
                "ABORT",
                "PREPARE TRANSACTION 'x'"
            })
    void controlsTheTransaction(String statement) {
        assertThat(only(statement).traits()).containsExactly(Trait.TRANSACTION_CONTROL);
        assertThat(only(statement).effect()).isEqualTo(Effect.SESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT s",
                "ROLLBACK TO s",
                "ROLLBACK WORK TO SAVEPOINT s",
                "RELEASE s",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'",
                "PREPARE transaction AS SELECT 1",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "\"begin\"",
                "SELECT 'BEGIN' -- COMMIT",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
                "DO $$ BEGIN NULL; END $$"
            })
    void leavesTheTransactionAlone(String statement) {
        assertThat(only(statement).has(Trait.TRANSACTION_CONTROL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE d",
                "DROP DATABASE IF EXISTS d WITH (FORCE)",
                "CREATE TABLESPACE t LOCATION '/x'",
                "DROP TABLESPACE t",
                "ALTER SYSTEM SET work_mem = '1GB'",
                "ALTER DATABASE d SET TABLESPACE t",
                "ALTER DATABASE d WITH TABLESPACE = t",
                "VACUUM",
                "VACUUM FULL t",
                "vacuum (analyze, verbose) t",
                "DISCARD ALL",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "CREATE UNIQUE /* c */ INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
                "create inverted index concurrently on t (a)",
                "DROP INDEX CONCURRENTLY i",
                "DROP INDEX CONCURRENTLY IF EXISTS i",
                "REINDEX INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (CONCURRENTLY) TABLE t",
                "REINDEX (VERBOSE, CONCURRENTLY true) TABLE t",
                "REINDEX SCHEMA s",
                "REINDEX (VERBOSE) DATABASE d",
                "REINDEX SYSTEM d",
                "REINDEX (CONCURRENTLY off) SCHEMA s",
                "CLUSTER",
                "CLUSTER VERBOSE",
                "CLUSTER (VERBOSE)",
                "REPACK",
                "REPACK (CONCURRENTLY) t",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION s.\"p\" CONCURRENTLY",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = true, enabled = false)",
                "DROP SUBSCRIPTION s",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION s SET PUBLICATION p",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p, q WITH (refresh, copy_data = false)",
                "ALTER SUBSCRIPTION s DROP PUBLICATION p",
                "ALTER SUBSCRIPTION s SET (failover = true)",
                "ALTER SUBSCRIPTION s SET (two_phase)",
                "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$",
                "DO 'begin if true then rollback and chain; end if; end'",
                "DO E'BEGIN\\nCOMMIT;END' LANGUAGE 'plpgsql'",
                "DO LANGUAGE plpython3u $$ # don't\nplpy.commit() $$",
                "SET CLUSTER SETTING a.b = 1",
                "RESET CLUSTER SETTING a.b",
                "BACKUP INTO 'x'",
                "RESTORE FROM LATEST IN 'x'",
                "IMPORT INTO t CSV DATA ('x')",
                "CREATE CHANGEFEED FOR t INTO 'x'"
            })
    void refusesATransaction(String statement) {
        assertThat(only(statement).has(Trait.REFUSES_TRANSACTION)).isTrue();
        assertThat(only("/* a */" + statement.replace(" ", " -- VACUUM\n ")).has(Trait.REFUSES_TRANSACTION))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANALYZE t",
                "CHECKPOINT",
                "TRUNCATE t",
                "DISCARD PLANS",
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX \"CONCURRENTLY\" ON t (a)",
                "CREATE TABLE concurrently (vacuum int)",
                "DROP INDEX i",
                "REINDEX TABLE t",
                "REINDEX (VERBOSE) INDEX i",
                "REINDEX (CONCURRENTLY false) TABLE t",
                "CLUSTER t USING i",
                "CLUSTER VERBOSE t",
                "CLUSTER (VERBOSE) t USING i",
                "REPACK t",
                "ALTER TABLE t DETACH PARTITION p",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "ALTER TABLE t ADD COLUMN concurrently int",
                "ALTER DATABASE d SET default_tablespace = 'x'",
                "ALTER TABLE t SET TABLESPACE x",
                "ALTER TYPE e ADD VALUE 'x'",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false)",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (slot_name = NONE, connect = 'off')",
                "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
                "ALTER SUBSCRIPTION s ENABLE",
                "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
                "ALTER SUBSCRIPTION s CONNECTION 'x'",
                "CALL p()",
                "DO $$ BEGIN PERFORM 'COMMIT;'; /* COMMIT; */ RAISE NOTICE 'rollback'; END $$",
                "DO $$ DECLARE commit int; BEGIN commit := 1; END $$",
                "DO LANGUAGE plpython3u 'committed = 1'",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "SELECT 'VACUUM' AS vacuum",
                "BACKUP INTO 'x' WITH detached",
                "IMPORT FOREIGN SCHEMA s FROM SERVER x INTO t",
                "COMMIT",
                "VALUES (1)"
            })
    void allowsATransaction(String statement) {
        assertThat(only(statement).has(Trait.REFUSES_TRANSACTION)).isFalse();
    }
}
