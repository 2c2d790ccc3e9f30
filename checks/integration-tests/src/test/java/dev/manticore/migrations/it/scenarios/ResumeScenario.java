package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Shows that resume records the decision about a script that was executed in part, and runs nothing. */
class ResumeScenario extends Scenario {
    private static final String HEAD = "-- manticore: transaction=none\n";
    private static final String NOTE = "SELECT migration, statements_done, error FROM _migrations_lease";
    private static final Migration PART_DONE = both(
            2,
            HEAD + "CREATE TABLE a (id INT);\nCREATE TABLE b (id broken);\nCREATE TABLE c (id INT);\n",
            HEAD + "DROP TABLE c;\nDROP TABLE bb;\nDROP TABLE a;\n");

    private void failAtTheSecond() {
        failure(StatementFailedException.class, () -> over(table(1), PART_DONE).migrate());
    }

    @Test
    void doneIsRecordedAsTheFileIs() {
        failAtTheSecond();
        sql.run("CREATE TABLE b (id INT)", "CREATE TABLE c (id INT)");

        Resumed resumed = over(table(1), PART_DONE).resume(Resumption.done());

        assertThat(resumed).isEqualTo(new Resumed(Version.of(2), Direction.APPLY, null, null));
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅");
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(over(table(1), PART_DONE, table(3)).validate().steps()).hasSize(1);
        assertThat(over(table(1), PART_DONE, table(3)).migrate().steps()).hasSize(1);
    }

    @Test
    void anUndoThatIsDoneIsTakenOutOfTheHistory() {
        failAtTheSecond();
        sql.run("CREATE TABLE b (id INT)", "CREATE TABLE c (id INT)");
        over(table(1), PART_DONE).resume(Resumption.done());
        failure(StatementFailedException.class, () -> over(table(1), PART_DONE).rollback(1));
        sql.run("DROP TABLE a", "DROP TABLE b");

        Resumed resumed = over(table(1), PART_DONE).resume(Resumption.done());

        assertThat(resumed.direction()).isEqualTo(Direction.REVERT);
        assertThat(sql.history()).containsExactly("1");
        assertThat(over(table(1)).rollback(1).steps()).hasSize(1);
    }

    @Test
    void goesOnBehindWhatAPersonDid() {
        failAtTheSecond();
        sql.run("CREATE TABLE b (id INT)");

        Resumed resumed = over(table(1), PART_DONE).resume(Resumption.from(3));

        assertThat(resumed.location()).hasToString("code:V2__step_2.sql:4:1");
        assertThat(sql.tables()).as("no statement of it was run").doesNotContain("c");
        over(table(1), PART_DONE).migrate();
        assertThat(sql.tables()).contains("a", "b", "c");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    @PostgresOnly("CONCURRENTLY has no effect, and a failed index is removed.")
    void anIndexThatWasInDoubtAndIsInvalidIsDroppedAndBuilt() {
        Migration index = up(1, "CREATE TABLE a (id INT);\nCREATE UNIQUE INDEX CONCURRENTLY i ON a (id);\n");
        failure(StatementFailedException.class, () -> over(up(1, """
                                CREATE TABLE a (id INT);
                                INSERT INTO a VALUES (1), (1);
                                CREATE UNIQUE INDEX CONCURRENTLY i ON a (id);
                                """)).migrate());
        over(index).resume(Resumption.from(2));
        sql.run("UPDATE _migrations_lease SET statement_running = true, error = NULL", "DELETE FROM a");
        failure(OutcomeUnknownException.class, () -> over(index).migrate());

        over(index).resume(Resumption.from(2));
        over(index).migrate();

        assertThat(sql.rows("SELECT indisvalid FROM pg_index WHERE indrelid = 'a'::regclass"))
                .containsExactly("t");
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void waitsForARunThatIsUnderWay() {
        Migration migration = up(1, HEAD + "CREATE TABLE a AS SELECT 1 FROM " + gate());
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.awaitWaiting();

            failure(
                    LeaseNotObtainedException.class,
                    () -> with(builder -> builder.lockWait(Duration.ofMillis(200)), migration)
                            .resume(Resumption.done()));
            gate.open();
            assertThat(run.result().steps()).hasSize(1);
        }
        InvalidMigrationsException refusal =
                failure(InvalidMigrationsException.class, () -> over(migration).resume(Resumption.done()));
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.NOT_PARTLY_DONE);
    }

    @Test
    void refusesAStatementThatIsNotThere() {
        failAtTheSecond();
        String note = sql.row(NOTE);

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(table(1), PART_DONE).resume(Resumption.from(5)));

        assertThat(refusal).hasMessageContaining("V2 has no statement 5; it has 3 statements.");
        assertThat(sql.row(NOTE)).isEqualTo(note);
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void aDatabaseIsNotUpToDateWhileSomethingIsPartDone() {
        failAtTheSecond();

        String part = "V2 is partially applied (1 statement was executed, the next one failed: type \"broken\" does not"
                + " exist).";
        assertThat(over(table(1)).migrate().notes())
                .singleElement()
                .asString()
                .startsWith(part + " Its file is not here: the database is ahead of the files.");
        refusedAsPartDone(part, () -> over(table(1), PART_DONE).migrate(1));

        over(table(1)).resume(Resumption.abandon());
        assertThat(over(table(1)).migrate().notes()).isEmpty();
    }

    @Test
    void anUndoThatIsPartDoneIsNotUpToDateEither() {
        Migration undone = new Migration(
                1,
                "part done undo",
                "CREATE TABLE part_done_undo(v INT)",
                HEAD + "DROP TABLE part_done_undo;\nDROP TABLE there_is_no_such_table");
        over(undone).migrate();
        failure(StatementFailedException.class, () -> over(undone).rollback(1));

        String part = "V1 is partially reverted (1 statement was executed, the next one failed:";
        refusedAsPartDone(part, () -> over(undone).migrate());
        refusedAsPartDone(part, () -> over(undone).plan(Target.latest()));
        assertThat(over(undone).status().problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.PARTLY_DONE);
        assertThat(sql.leaseIsFree()).isTrue();
    }

    private void refusedAsPartDone(String message, ThrowingCallable operation) {
        InvalidMigrationsException refusal = failure(InvalidMigrationsException.class, operation);
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.PARTLY_DONE);
        assertThat(refusal).hasMessageContaining(message).hasMessageContaining("Resumption.abandon()");
    }
}
