package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a script whose statements commit one by one is continued after a failure. */
class StepwiseScenario extends Scenario {
    private static final String HEAD = "-- manticore: transaction=none\n";
    private static final String NOTE =
            "SELECT migration, direction, statements_done, statement_running, error FROM" + " _migrations_lease";

    private static Migration script(String first, String third) {
        return both(
                2,
                HEAD + first + ";\nINSERT INTO t1 VALUES (2);\n" + third + ";\nCREATE TABLE d (id INT);\n",
                "DROP TABLE a; DROP TABLE c; DROP TABLE d");
    }

    private static Migration broken() {
        return script("CREATE TABLE a (id INT)", "CREATE TABLE c (id broken)");
    }

    private static Migration corrected() {
        return script("CREATE TABLE a (id INT)", "CREATE TABLE c (id INT)");
    }

    private void failAtTheThird() {
        failure(
                StatementFailedException.class,
                () -> over(table(1), broken(), table(3)).migrate());
        assertThat(sql.row(NOTE)).isEqualTo("2|APPLY|2|f|type \"broken\" does not exist");
    }

    @Test
    void tellsHowFarItCame() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(table(1), broken(), table(3)).migrate());

        assertThat(failure.location()).hasToString("code:V2__step_2.sql:4:" + column(20));
        assertThat(failure.error().sqlState()).isEqualTo("42704");
        assertThat(failure.remedy().toString()).contains("The 2 statements before it were executed");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.tables())
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "a", "t1");
        assertThat(sql.row(NOTE)).isEqualTo("2|APPLY|2|f|type \"broken\" does not exist");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void statusTellsIt() {
        failAtTheThird();

        MigrationStatus.Entry entry =
                over(table(1), broken(), table(3)).status().entries().get(1);

        assertThat(entry.state()).isEqualTo(State.PARTLY_DONE);
        assertThat(entry.note()).contains("2 statements executed", "statement 3 failed", "broken");
    }

    @Test
    void resumesAtTheCorrectedStatement() {
        failAtTheThird();

        over(table(1), corrected(), table(3)).migrate();

        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.rows("SELECT * FROM t1"))
                .as("the second was not repeated")
                .containsExactly("2");
        assertThat(sql.tables()).contains("a", "c", "d", "t3");
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅|∅");
        assertThat(over(table(1), corrected(), table(3)).status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsOnly(State.APPLIED);
    }

    /** It shares its transaction with its note. */
    @Test
    void resumesAtAStatementThatChangesData() {
        Migration first = script("CREATE TABLE a (id INT)", "INSERT INTO a VALUES (1 / 0)");
        failure(StatementFailedException.class, () -> over(table(1), first).migrate());
        assertThat(sql.row(NOTE)).isEqualTo("2|APPLY|2|f|division by zero");

        over(table(1), script("CREATE TABLE a (id INT)", "INSERT INTO a VALUES (1)"))
                .migrate();

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.rows("SELECT * FROM a")).containsExactly("1");
    }

    /** The session is another one, and what the script set in the first is set in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app, public",
                "SELECT pg_catalog.set_config('search_path', 'app, public', false)"
            })
    void resumesWithWhatTheScriptHasSet(String setting) {
        sql.run("CREATE SCHEMA app");
        String head = HEAD + setting + ";\nCREATE TABLE a (id INT);\n";
        failure(
                StatementFailedException.class,
                () -> over(up(1, head + "CREATE TABLE b (id broken)")).migrate());

        over(up(1, head + "CREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);"))
                .migrate();

        assertThat(sql.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'app' ORDER BY 1"))
                .containsExactly("a", "b");
    }

    @Test
    void failsAgainAtTheSameStatement() {
        failAtTheThird();
        failAtTheThird();

        over(table(1), corrected(), table(3)).migrate();

        assertThat(sql.rows("SELECT * FROM t1")).containsExactly("2");
    }

    @Test
    void nothingIsNotedOfAScriptThatFailsAtItsFirst() {
        failure(
                StatementFailedException.class,
                () -> over(up(1, HEAD + "CREATE TABLE a (id broken); SELECT 1")).migrate());

        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅|∅");
        over(up(1, "CREATE TABLE quite_different (id INT)")).migrate();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void refusesWhenWhatIsDoneHasChanged() {
        failAtTheThird();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(table(1), script("CREATE TABLE a (id BIGINT)", "SELECT 3"), table(3))
                        .migrate());

        Problem problem = refusal.problems().get(0);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTLY_DONE);
        assertThat(problem.location()).hasToString("code:V2__step_2.sql");
        assertThat(problem.message()).contains("V2", "2 statements");
        assertThat(problem.remedy().toString()).contains("Restore the first 2 statements");
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void resumesWhenWhatIsDoneIsRestored() {
        failAtTheThird();
        refusesWhenWhatIsDoneHasChanged();

        over(table(1), corrected(), table(3)).migrate();

        assertThat(sql.history()).containsExactly("1", "2", "3");
    }

    @Test
    void beginsAgainWhenToldSo() {
        failAtTheThird();
        Migration changed = script("CREATE TABLE a (id BIGINT)", "CREATE TABLE c (id INT)");
        failure(InvalidMigrationsException.class, () -> over(table(1), changed).migrate());

        over(table(1), changed).resume(Resumption.abandon());
        sql.run("DROP TABLE a");

        atOnce(table(1), changed).migrate();
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.rows("SELECT * FROM t1")).containsExactly("2", "2");
    }

    @Test
    void refusesARollbackWhilePartDone() {
        failAtTheThird();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(table(1), corrected(), table(3)).rollback(1));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTLY_DONE);
            assertThat(problem.message()).contains("V2", "would begin with");
            assertThat(problem.remedy().toString()).contains("migrate up to it");
        });
        assertThat(sql.history()).containsExactly("1");

        over(table(1)).resume(Resumption.abandon());

        atOnce(table(1), corrected(), table(3)).rollback(1);
        assertThat(sql.history()).isEmpty();
    }

    @Test
    void anUndoIsGoneOnWithToo() {
        Migration undo =
                both(1, "CREATE TABLE a (id INT); CREATE TABLE b (id INT)", HEAD + "DROP TABLE a; DROP TABLE bb");
        over(undo).migrate();
        failure(StatementFailedException.class, () -> over(undo).rollback(1));

        assertThat(sql.row(NOTE)).startsWith("1|REVERT|1|f|");
        assertThat(over(undo).status().entries().get(0).state()).isEqualTo(State.PARTLY_DONE);

        Migration right = both(1, undo.upSql(), HEAD + "DROP TABLE a; DROP TABLE b");
        over(right).rollback(1);
        assertThat(sql.history()).isEmpty();
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
    }

    /** As a runner leaves it that dies while its third statement is under way. */
    private void leaveInDoubt() {
        failAtTheThird();
        sql.run("UPDATE _migrations_lease SET statement_running = true, error = NULL");

        OutcomeUnknownException unknown = failure(
                OutcomeUnknownException.class,
                () -> over(table(1), corrected(), table(3)).migrate());

        assertThat(unknown).hasMessageContainingAll("code:V2__step_2.sql:4:1", "statement 3 of 4", "may or may not");
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.tables()).doesNotContain("c", "d");
        assertThat(unknown.statement()).isEqualTo(3);
        assertThat(unknown.remedy().toString()).contains("Resumption.from(4)", "Resumption.from(3)");
    }

    @Test
    void statusOfWhatADeadRunnerLeft() {
        leaveInDoubt();

        assertThat(over(table(1), corrected()).status().entries().get(1).note())
                .contains("statement 3 running or interrupted");
    }

    @Test
    void aDeadRunnersStatementWasCarriedOut() {
        leaveInDoubt();
        sql.run("CREATE TABLE c (id INT)");

        Resumed resumed = over(table(1), corrected()).resume(Resumption.from(4));
        assertThat(resumed.location()).hasToString("code:V2__step_2.sql:5:1");

        atOnce(table(1), corrected(), table(3)).migrate();
        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.tables()).contains("c", "d");
    }

    @Test
    void aDeadRunnersStatementWasNotCarriedOut() {
        leaveInDoubt();

        Resumed resumed = over(table(1), corrected()).resume(Resumption.from(3));
        assertThat(resumed.location()).hasToString("code:V2__step_2.sql:4:1");

        atOnce(table(1), corrected(), table(3)).migrate();
        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.tables()).contains("c", "d");
    }

    @Test
    void aDeadRunnersStatementThatCanBeRepeatedIsRepeated() {
        Migration first = script("CREATE TABLE a (id INT)", "CREATE TABLE IF NOT EXISTS c (id broken)");
        failure(StatementFailedException.class, () -> over(table(1), first).migrate());
        sql.run("UPDATE _migrations_lease SET statement_running = true, error = NULL", "CREATE TABLE c (id INT)");

        over(table(1), script("CREATE TABLE a (id INT)", "CREATE TABLE IF NOT EXISTS c (id INT)"))
                .migrate();

        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void whatAPersonFinishedAndRecordedIsSettled() {
        failAtTheThird();
        sql.run(
                "CREATE TABLE c (id INT)",
                "CREATE TABLE d (id INT)",
                "INSERT INTO _migrations (version, description) VALUES (2, 'by hand')");

        over(table(1), broken(), table(3)).migrate();

        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅|∅");
    }

    /** A migrator that does not wait for anybody. */
    private Subject atOnce(Migration... migrations) {
        return with(builder -> builder.lockWait(Duration.ZERO), migrations);
    }
}
