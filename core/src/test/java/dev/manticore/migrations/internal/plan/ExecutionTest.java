package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.spi.History;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows whether a script runs in one transaction, and which scripts are rejected. */
class ExecutionTest {

    private static Planning plan(String script, Capabilities capabilities) {
        return Planner.plan(
                Files.none().with("V1__m.sql", script.replace("/", "\n")).read(),
                History.NONE,
                Target.latest(),
                MigrationReport.EMPTY,
                Set.of(),
                capabilities);
    }

    private static Execution execution(String script, Capabilities capabilities) {
        return ((Planning.Planned) plan(script, capabilities)).steps().get(0).execution();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a int)                                       | ATOMIC   | STEPWISE",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1)             | ATOMIC   | STEPWISE",
                "INSERT INTO t VALUES (1); UPDATE t SET a = 2                 | ATOMIC   | ATOMIC",
                "SET search_path = x; INSERT INTO t VALUES (1)                | ATOMIC   | ATOMIC",
                "CREATE INDEX CONCURRENTLY i ON t (a)                         | STEPWISE | STEPWISE",
                "INSERT INTO t VALUES (1); VACUUM t                           | STEPWISE | STEPWISE",
                "-- only a comment                                            | ATOMIC   | ATOMIC",
                "-- manticore: transaction=none/INSERT INTO t VALUES (1)      | STEPWISE | STEPWISE",
                "-- manticore: transaction=required/INSERT INTO t VALUES (1)  | ATOMIC   | ATOMIC",
                "BEGIN; CREATE TABLE t (a int); COMMIT                        | ATOMIC   | STEPWISE",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT                      | ATOMIC   | ATOMIC",
                "INSERT INTO t VALUES (1); COMMIT                             | ATOMIC   | ATOMIC",
                "INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2)   | STEPWISE | STEPWISE",
                "BEGIN READ ONLY; SELECT 1; COMMIT                            | STEPWISE | STEPWISE",
                "-- manticore: transaction=none/BEGIN; SELECT 1; COMMIT       | STEPWISE | STEPWISE",
                "COMMIT; VACUUM t                                             | STEPWISE | STEPWISE",
                "-- manticore: transaction=required/BEGIN; SELECT 1; COMMIT   | ATOMIC   | ATOMIC"
            })
    void dependsOnTheScriptAndTheDatabase(String script, Execution postgres, Execution cockroach) {
        assertThat(execution(script, Files.POSTGRES)).isEqualTo(postgres);
        assertThat(execution(script, Files.COCKROACH)).isEqualTo(cockroach);
    }

    @Test
    void whereOneTransactionIsImpossibleTheStatementIsNamed() {
        Planning planning =
                plan("-- manticore: transaction=required/SELECT 1;/CREATE TABLE t (a int);", Files.COCKROACH);
        assertThat(((Planning.Refused) planning).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.TRANSACTION_IMPOSSIBLE);
            assertThat(problem)
                    .hasToString("db/V1__m.sql:3:1: The header requires one transaction, but CockroachDB cannot run"
                            + " this statement in a transaction. Remove transaction=required, or move the statement to a"
                            + " separate migration.");
        });
        assertThat(plan("-- manticore: transaction=required/CREATE TABLE t (a int);", Files.POSTGRES))
                .isInstanceOf(Planning.Planned.class);
    }

    // ---- CockroachDB ----

    private static List<String> problems(String script, Capabilities capabilities) {
        return plan(script, capabilities).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE a AS CREATE TABLE t (a int); EXECUTE a",
                "PREPARE a (int, text) AS DROP TABLE t",
                "SELECT 1; PREPARE a AS SELECT 1 INTO t",
                "PREPARE a AS ALTER TABLE t ADD COLUMN a int",
                "PREPARE a AS SELECT 1; EXECUTE b",
                "EXECUTE a",
                "EXPLAIN ANALYZE EXECUTE a (1)"
            })
    void cockroachMustNotBeHandedAHiddenSchemaChange(String script) {
        assertThat(problems(script, Files.COCKROACH))
                .singleElement()
                .asString()
                .endsWith(" Write the statement itself instead of PREPARE and EXECUTE.");
        assertThat(problems(script, Files.POSTGRES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE a AS INSERT INTO t VALUES ($1); EXECUTE a (1); DEALLOCATE a",
                "PREPARE \"a\" AS (SELECT 1); EXPLAIN EXECUTE A",
                "PREPARE TRANSACTION_a (int) AS SELECT 1",
                "INSERT INTO t VALUES ('EXECUTE a')"
            })
    void whatIsPreparedMayChangeData(String script) {
        assertThat(problems(script, Files.COCKROACH)).isEmpty();
    }

    @Test
    void anAlterTableWithSeveralActionsIsWarnedAboutOnCockroach() {
        String script =
                "SELECT 1;/ALTER TABLE t DROP COLUMN a, ADD COLUMN b int;/ALTER TABLE t SPLIT AT VALUES (1), (2);";
        assertThat(((Planning.Planned) plan(script, Files.COCKROACH)).notes())
                .containsExactly("db/V1__m.sql:2:1: This ALTER TABLE has several actions. If one of them fails,"
                        + " CockroachDB may keep others, or undo them with a loss of data. Write one ALTER TABLE for each"
                        + " action.");
        assertThat(((Planning.Planned) plan(script, Files.POSTGRES)).notes()).isEmpty();
    }

    @Test
    void anUndoIsWarnedAboutWhenItIsPlanned() {
        Files files = Files.pairs(1).with("U1__undo_m.sql", "ALTER TABLE t DROP COLUMN a, DROP COLUMN b");
        assertThat(((Planning.Planned) Planner.plan(
                                files.read(),
                                Files.history(applied()),
                                Target.latest(),
                                MigrationReport.EMPTY,
                                Set.of(),
                                Files.COCKROACH))
                        .notes())
                .isEmpty();
        assertThat(((Planning.Planned) Planner.plan(
                                files.read(),
                                Files.history(applied(1)),
                                Target.rollback(1),
                                MigrationReport.EMPTY,
                                Set.of(),
                                Files.COCKROACH))
                        .notes())
                .singleElement()
                .asString()
                .startsWith("db/U1__undo_m.sql:1:1: This ALTER TABLE has several actions.");
    }

    @Test
    void anEmptyScriptIsNoted() {
        assertThat(((Planning.Planned) plan("-- nothing", Files.POSTGRES)).notes())
                .containsExactly("V1 has no statements (db/V1__m.sql).");
    }

    @Test
    void anUndoWithoutStatementsIsNoted() {
        Planning planning =
                Files.pairs(1).with("U1__undo_m.sql", "-- to be written").plan(Target.rollback(1), Files.applied(1));
        assertThat(((Planning.Planned) planning).notes())
                .containsExactly(
                        "The undo script of V1 has no statements (db/U1__undo_m.sql). It removes the version from"
                                + " the history and changes nothing else.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL lock_timeout = '5s'; CREATE INDEX CONCURRENTLY i ON t (a)",
                "-- manticore: transaction=none\nSET CONSTRAINTS ALL DEFERRED; INSERT INTO t VALUES (1)"
            })
    void whatHoldsForOneTransactionIsRefusedWhereThereIsNone(String script) {
        assertThat(((Planning.Refused) plan(script, Files.POSTGRES)).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID_SCRIPT);
                    assertThat(problem.message()).startsWith("This statement only affects the current transaction");
                    assertThat(problem.location()).isNotNull();
                });
    }

    @Test
    void whatHoldsForOneTransactionIsFineInOne() {
        assertThat(plan("SET LOCAL lock_timeout = '5s'; CREATE TABLE t (a int)", Files.POSTGRES))
                .isInstanceOf(Planning.Planned.class);
    }

    // ---- BEGIN and COMMIT ----

    private static List<String> notes(String script, Capabilities capabilities) {
        return ((Planning.Planned) plan(script, capabilities)).notes();
    }

    @Test
    void aNoteSaysWhatBecomesOfBeginAndCommit() {
        String leftOut = "The script's own BEGIN and COMMIT are left out, since the script and its history row are one"
                + " transaction.";
        assertThat(notes("-- why/BEGIN;/SELECT 1;/COMMIT;", Files.POSTGRES))
                .containsExactly("db/V1__m.sql:2:1: " + leftOut);
        String commitLeftOut =
                "The script's own COMMIT is left out, since the script and its history row are one transaction.";
        assertThat(notes("SELECT 1;/COMMIT;", Files.POSTGRES)).containsExactly("db/V1__m.sql:2:1: " + commitLeftOut);
        assertThat(notes("COMMIT;/SELECT 1;", Files.POSTGRES)).containsExactly("db/V1__m.sql: " + commitLeftOut);
        assertThat(notes("SELECT 1;/BEGIN;/SELECT 2;/COMMIT;", Files.POSTGRES)).isEmpty();
        assertThat(notes("SELECT 1;/SELECT 2;/COMMIT;/SELECT 3;/COMMIT;/SELECT 4;", Files.POSTGRES))
                .containsExactly(
                        "db/V1__m.sql:3:1: This COMMIT has no BEGIN. It commits together statements 1 to 2.",
                        "db/V1__m.sql:5:1: This COMMIT has no BEGIN. It commits statement 3.");
    }

    /** Flyway executes it with mixed=true. */
    @Test
    void aCommitWithoutBeginBehindWhatRefusesATransactionEndsNone() {
        String script = "SELECT 1;/CREATE INDEX CONCURRENTLY i ON t (a);/COMMIT;/SELECT 2;/COMMIT;";

        assertThat(notes(script, Files.POSTGRES))
                .containsExactly(
                        "db/V1__m.sql:3:1: The statement in line 2 cannot run in a transaction, so the statements of this"
                                + " transaction commit one by one.",
                        "db/V1__m.sql:5:1: This COMMIT has no BEGIN. It commits statement 3.");
    }

    @Test
    void cockroachCommitsTheStatementsOfATransactionWithASchemaChangeOneByOne() {
        String script = "BEGIN;/CREATE TABLE a (i int);/INSERT INTO a VALUES (1);/COMMIT;/BEGIN;/SELECT 1;/COMMIT;";

        assertThat(notes(script, Files.COCKROACH))
                .containsExactly("db/V1__m.sql:1:1: CockroachDB commits schema changes alone, so the statements of this"
                        + " transaction commit one by one.");
        assertThat(problems("BEGIN;/SET LOCAL a.b = 1;/CREATE TABLE a (i int);/COMMIT;", Files.COCKROACH))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("db/V1__m.sql:2:1: This statement only affects the current transaction"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL lock_timeout = '5s'",
                "SET CONSTRAINTS ALL DEFERRED",
                "SET TRANSACTION READ ONLY",
                "LOCK TABLE t",
                "SAVEPOINT s",
                "RELEASE s",
                "ROLLBACK TO s"
            })
    void whatOnlyAffectsATransactionBelongsIntoOne(String statement) {
        assertThat(problems("SELECT 1;/BEGIN;/SELECT 2;/COMMIT;/" + statement + ";", Files.POSTGRES))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("db/V1__m.sql:5:1: This statement only affects the current transaction"));
        assertThat(problems("SELECT 1;/BEGIN;/" + statement + ";/COMMIT;", Files.POSTGRES))
                .isEmpty();
        assertThat(problems("SELECT 1;/COMMIT;/" + statement + ";", Files.POSTGRES))
                .isEmpty();
    }

    @Test
    void theUnitsOfAScriptAreItsTransactionsAndEachOtherStatement() {
        Script script = ((Planning.Planned) plan(
                        "SELECT 0;/BEGIN;/SELECT 1;/SELECT 2;/COMMIT;/SELECT 3;/SELECT 4;/COMMIT;/SELECT 5;/VACUUM;",
                        Files.POSTGRES))
                .steps()
                .get(0)
                .script();
        Units units = Units.of(script, Files.POSTGRES.database());

        assertThat(IntStream.range(0, 7).mapToObj(units::at).map(Unit::name))
                .containsExactly(
                        "statement 1",
                        "statements 2 to 3",
                        "statements 2 to 3",
                        "statements 4 to 5",
                        "statements 4 to 5",
                        "statement 6",
                        "statement 7");
        assertThat(IntStream.rangeClosed(0, 8).filter(units::beginsAt)).containsExactly(0, 1, 3, 5, 6, 7, 8);
    }

    @Test
    void whatTheClientCannotSendIsRefusedWithItsPlaceInUpAndUndo() {
        Planning planning = Planner.plan(
                Files.none()
                        .with("V1__m.sql", "CREATE TABLE t (a INT);\nCOPY t FROM STDIN;\n1\n\\.\n")
                        .with("U1__undo_m.sql", "  COPY t FROM STDIN;\n2\n\\.\n")
                        .read(),
                History.NONE,
                Target.latest(),
                MigrationReport.EMPTY,
                Set.of(),
                new Capabilities(Files.POSTGRES.database(), false, code -> Optional.empty()));

        assertThat(((Planning.Refused) planning).problems())
                .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.COPY_IMPOSSIBLE))
                .extracting(problem -> String.valueOf(problem.location()))
                .containsExactly("db/V1__m.sql:2:1", "db/U1__undo_m.sql:1:3");
    }
}
