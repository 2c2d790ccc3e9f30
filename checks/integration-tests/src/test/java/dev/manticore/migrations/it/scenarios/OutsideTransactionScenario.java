package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that statements that refuse a transaction run outside one, and what header settings and locks do. */
class OutsideTransactionScenario extends Scenario {
    private static final String VALID =
            "SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid" + " WHERE c.relname = 'i'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY a_id ON a (id)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_id ON a (id);",
                "VACUUM (ANALYZE) a",
                "INSERT INTO a VALUES (1); VACUUM a; INSERT INTO a VALUES (2);",
                "REINDEX TABLE CONCURRENTLY a",
                "DO $$ BEGIN COMMIT; END $$"
            })
    @PostgresOnly("It has no VACUUM, no REINDEX, and no DO that commits.")
    void isRecognised(String script) {
        over(up(1, "CREATE TABLE a (id INT)"), up(2, script)).migrate();

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.row("SELECT migration FROM _migrations_lease"))
                .as("no note is left")
                .isEqualTo("∅");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    private static final String PROCEDURE = "CREATE TABLE done (i INT);\n"
            + "CREATE PROCEDURE batches(n INT) LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..n LOOP INSERT INTO done VALUES (i);"
            + " COMMIT; END LOOP; IF n > 5 THEN RAISE 'too many'; END IF; END $$;\n";

    @ParameterizedTest
    @ValueSource(strings = {"CALL batches(5)", "DO $$ BEGIN CALL batches(5); END $$"})
    @PostgresOnly("Old versions have no procedures.")
    void aProcedureThatCommitsRunsAloneOnly(String call) {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, PROCEDURE + call)).migrate());
        assertThat(failure.error().sqlState()).isEqualTo("2D000");
        assertThat(failure.location().line()).isEqualTo(3);
        assertThat(failure.remedy().advice()).contains("-- manticore: transaction=none");

        over(up(1, "-- manticore: transaction=none\n" + PROCEDURE + call + ";\nINSERT INTO done VALUES (0)"))
                .migrate();

        assertThat(sql.rows("SELECT i FROM done ORDER BY 1")).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(sql.row("SELECT migration FROM _migrations_lease")).isEqualTo("∅");
    }

    /** As psql and Flyway call them. */
    @Test
    @PostgresOnly("Old versions have no procedures.")
    void aProcedureMayBeCalledBetweenBeginAndCommitIfItDoesNotCommit() {
        String quiet = "CREATE PROCEDURE quiet() LANGUAGE SQL AS 'INSERT INTO done VALUES (7)';\n";
        over(up(1, PROCEDURE + quiet + "COMMIT;\nBEGIN;\nCALL quiet();\nCOMMIT;"))
                .migrate();
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(
                                up(1, PROCEDURE + quiet + "COMMIT;\nBEGIN;\nCALL quiet();\nCOMMIT;"),
                                up(2, "SELECT 1; COMMIT;\nBEGIN;\nCALL batches(1);\nCOMMIT;"))
                        .migrate());

        assertThat(sql.rows("SELECT i FROM done")).containsExactly("7");
        assertThat(failure.error().sqlState()).isEqualTo("2D000");
        assertThat(failure.location().line()).isEqualTo(3);
        assertThat(failure.remedy().advice()).contains("Move its CALL before BEGIN, or behind COMMIT.");
    }

    @Test
    @PostgresOnly("Old versions have no procedures.")
    void whatAProcedureHasCommittedBeforeItFailedStays() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "-- manticore: transaction=none\n" + PROCEDURE + "CALL batches(6)"))
                        .migrate());

        assertThat(failure.remedy().advice()).startsWith("What it committed before the error stays. ");
        assertThat(sql.rows("SELECT count(*) FROM done")).containsExactly("6");
        assertThat(sql.row("SELECT statements_done, statement_running FROM _migrations_lease"))
                .isEqualTo("2|f");
    }

    @Test
    @PostgresOnly("It has no CREATE INDEX CONCURRENTLY in functions.")
    void whatAFunctionCannotExecuteIsNotAdvisedToRunOutsideATransaction() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "DO $$ BEGIN EXECUTE 'VACUUM'; END $$")).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("25001");
        assertThat(failure.remedy().advice()).contains("Put that statement into the script itself");
    }

    @Test
    void aConcurrentIndexIsValidAndReverted() {
        over(table(1), both(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)", "DROP INDEX CONCURRENTLY i"))
                .migrate();
        assertThat(sql.rows(VALID)).containsExactly("t");

        over(table(1), both(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)", "DROP INDEX CONCURRENTLY i"))
                .rollback(1);

        assertThat(sql.rows(VALID)).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void aNewValueOfAnEnumServesTheNextMigration() {
        over(
                        up(1, "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (e e);"),
                        up(2, "ALTER TYPE e ADD VALUE 'b'"),
                        up(3, "INSERT INTO t VALUES ('b')"))
                .migrate();

        assertThat(sql.rows("SELECT * FROM t")).containsExactly("b");
    }

    @Test
    @PostgresOnly("Each schema change commits alone and can be used at once.")
    void aNewValueOfAnEnumDoesNotServeItsOwnTransaction() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "CREATE TYPE e AS ENUM ('a')"), up(2, "ALTER TYPE e ADD VALUE 'b';\nSELECT 'b'::e"))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("55P04");
        assertThat(failure.remedy().toString()).contains("later migration");
        assertThat(failure.location().line()).isEqualTo(2);
    }

    @Test
    void transactionNone() {
        String script =
                "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nSELECT 1 / 0;";
        failure(StatementFailedException.class, () -> over(up(1, script)).migrate());

        assertThat(sql.rows("SELECT * FROM a")).as("what was done stays").containsExactly("1");
    }

    @Test
    void transactionRequired() {
        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(table(1), up(2, "-- manticore: transaction=required\nSELECT 1;\nVACUUM t1;"))
                        .migrate());

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.TRANSACTION_IMPOSSIBLE);
            assertThat(problem.location()).hasToString("code:V2__step_2.sql:3:1");
        });
        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void transactionRequiredWherePossible() {
        assertThat(over(up(1, "-- manticore: transaction=required\nSELECT 1;"))
                        .plan(Target.latest())
                        .steps())
                .extracting(PlanStep::execution)
                .containsExactly(PlanStep.Execution.ATOMIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "none"})
    @PostgresOnly("Old versions reject lock_timeout, and all versions reject LOCK TABLE.")
    void lockTimeoutIsInForceAndNotAfterwards(String transaction) throws SQLException {
        sql.run("CREATE TABLE a (id INT)");
        String script = "-- manticore: transaction=" + transaction
                + " lock_timeout=100ms\nCREATE TABLE seen AS SELECT current_setting('lock_timeout') AS value;\n"
                + "ALTER TABLE a ADD COLUMN b INT;";
        Connections pool = open(Access.to(database).poolOf(1).initSql("SET lock_timeout = '7s'"));
        try (Connection other = database.dataSource().getConnection()) {
            Sql.run(other, "BEGIN", "LOCK TABLE a");
            StatementFailedException failure = failure(
                    StatementFailedException.class,
                    () -> through(pool, builder -> builder.lockRetry(LockRetry.NONE), up(1, script))
                            .migrate());

            assertThat(failure.error().sqlState()).isEqualTo("55P03");
            assertThat(failure.remedy().toString()).contains("Another session holds a lock", "lock_timeout");
            assertThat(failure.location().line()).isEqualTo(3);
        }
        assertThat(pool.rows("SHOW lock_timeout")).containsExactly("7s");

        through(pool, up(1, script), up(2, "CREATE TABLE next AS SELECT current_setting('lock_timeout') AS value"))
                .migrate();

        assertThat(sql.row("SELECT value FROM seen")).isEqualTo("100ms");
        assertThat(sql.row("SELECT value FROM next")).isEqualTo("7s");
        assertThat(pool.rows("SHOW lock_timeout")).containsExactly("7s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "none"})
    void statementTimeoutIsInForceAndNotAfterwards(String transaction) {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(
                                1,
                                "-- manticore: transaction=" + transaction
                                        + " statement_timeout=50ms\nSELECT pg_sleep(60)"))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("57014");
        assertThat(failure.remedy().toString()).contains("statement_timeout");
    }

    @Test
    void aConcurrentIndexIsBuiltBesideARunnerThatWaits() {
        try (Gate gate = closedGate()) {
            String slow = "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nSELECT 1 FROM " + gate()
                    + ";\nCREATE INDEX CONCURRENTLY i ON a (id);";
            Events events = new Events();
            var first = Background.run(() -> over(up(1, slow)).migrate());
            gate.awaitWaiting();
            var second = Background.run(
                    () -> with(builder -> builder.listener(events), up(1, slow)).migrate());
            events.awaitLeaseAwaited();
            gate.open();

            assertThat(first.result().steps()).hasSize(1);
            assertThat(second.result().steps()).isEmpty();
        }
        assertThat(sql.rows(VALID)).containsExactly("t");
    }
}
