package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows whether a script runs in one transaction, and which scripts are rejected. */
class ExecutionTest {

    private static Planning plan(String script, Capabilities capabilities) {
        return Planner.plan(
                Files.none().with("V1__m.sql", script.replace("/", "\n")).read(),
                applied(),
                Target.latest(),
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
                "-- manticore: transaction=required/INSERT INTO t VALUES (1)  | ATOMIC   | ATOMIC"
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

    @Test
    void whatTheClientCannotSendIsRefusedWithItsPlaceInUpAndUndo() {
        Planning planning = Planner.plan(
                Files.none()
                        .with("V1__m.sql", "CREATE TABLE t (a INT);\nCOPY t FROM STDIN;\n1\n\\.\n")
                        .with("U1__undo_m.sql", "  COPY t FROM STDIN;\n2\n\\.\n")
                        .read(),
                applied(),
                Target.latest(),
                Set.of(),
                new Capabilities(Files.POSTGRES.database(), false));

        assertThat(((Planning.Refused) planning).problems())
                .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.COPY_IMPOSSIBLE))
                .extracting(problem -> String.valueOf(problem.location()))
                .containsExactly("db/V1__m.sql:2:1", "db/U1__undo_m.sql:1:3");
    }
}
