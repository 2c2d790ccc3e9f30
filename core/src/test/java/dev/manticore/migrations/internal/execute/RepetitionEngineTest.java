package dev.manticore.migrations.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a statement is repeated until it changes no row, and that each repetition is counted once. */
class RepetitionEngineTest {
    private static final String REMAINING = "SELECT 1 FROM backlog WHERE NOT done LIMIT 1";

    private static Migration backfill(String entries) {
        return script(
                "-- manticore: repeat=until-empty " + entries + "\nUPDATE backlog SET done = true WHERE NOT done;");
    }

    private static Migration script(String sql) {
        return new Migration(1, "backfill", sql, null);
    }

    private static Consumer<ModelDatabase> rows(int rows) {
        return database -> database.state.backlog = rows;
    }

    private static Progress left(Outcome<?> outcome) {
        return outcome.database().state.lease.progress();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void eachRepetitionIsATransactionWithItsNote(Product product) {
        Outcome<MigrationReport> outcome =
                Trial.of(backfill("")).initialized().given(rows(25)).on(product).migrate();

        assertThat(outcome.abridged().stream().filter(call -> call.contains("UPDATE backlog")))
                .hasSize(4)
                .allMatch(call -> call.startsWith("TRANSACTION ")
                        && call.endsWith("UPDATE backlog SET done = true WHERE NOT done; note 0 false"));
        assertThat(outcome.sent().filter(call -> call.contains("repetitions = 3, rows_changed = 20")))
                .as("the third repetition, which notes the rows of the two before it")
                .hasSize(1);
        assertThat(outcome.abridged()).last().asString().endsWith("clear; record");
        assertThat(outcome.database().state.changedRows).isEqualTo(25);
        assertThat(outcome.events(MigrationEvent.StatementRepeated.class))
                .last()
                .returns(4L, MigrationEvent.StatementRepeated::repetitions)
                .returns(25L, MigrationEvent.StatementRepeated::rows);
    }

    @Test
    void isOneOfTheStatementsOfAScript() {
        Outcome<MigrationReport> outcome = Trial.of(
                        script(
                                "CREATE TABLE t1_1 (a int);\n"
                                        + "-- manticore: repeat=until-empty\nDELETE FROM backlog WHERE done;\nCREATE TABLE t1_2 (a int);"))
                .initialized()
                .given(rows(15))
                .migrate();

        assertThat(outcome.abridged())
                .filteredOn(call -> !call.contains("replay_lag"))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT note 1 false",
                        "TRANSACTION DELETE FROM backlog WHERE done; note 1 false",
                        "TRANSACTION DELETE FROM backlog WHERE done; note 1 false",
                        "TRANSACTION DELETE FROM backlog WHERE done; note 1 false",
                        "AUTOCOMMIT note 2 true",
                        "AUTOCOMMIT CREATE TABLE t1_2",
                        "TRANSACTION clear; record");
    }

    @Test
    void endsAfterTheMostRepetitions() {
        Outcome<MigrationReport> outcome =
                Trial.of(backfill("max=2")).initialized().given(rows(100)).migrate();

        assertThat(outcome.database().state.changedRows).isEqualTo(20);
        assertThat(outcome.database().state.history).containsKey(1L);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOutInTheNote(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(backfill("max=3"))
                .initialized()
                .given(rows(100))
                .faults(Faults.script().at("repetitions = 2,", Fault.lost(fate)))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.changedRows)
                .as("three repetitions, however the answer to the second was lost")
                .isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isResumedWhereItFailed(int at) {
        Trial trial = Trial.of(backfill("max=3"))
                .initialized()
                .given(rows(100))
                .faults(Faults.script().at("repetitions = " + at + ",", Fault.refused("23505", "UPDATE")));
        Outcome<MigrationReport> failed = trial.migrate();

        assertThat(failed.failure()).isInstanceOf(StatementFailedException.class);
        if (at > 1) {
            assertThat(left(failed))
                    .returns(0, Progress::done)
                    .returns("STATEMENT 23505", Progress::error)
                    .returns(new Repetitions(at - 1, 10L * (at - 1)), Progress::repetitions);
            assertThat(ProgressCheck.repetitions(left(failed)))
                    .isEqualTo(
                            at == 2
                                    ? "; statement 1 was repeated 1 time, 10 rows"
                                    : "; statement 1 was repeated 2 times, 20 rows");
            assertThat(failed.failure())
                    .hasMessageContaining(
                            at == 2 ? "1 repetition of it changed 10 rows" : "2 repetitions of it changed 20 rows");
        }
        Outcome<MigrationReport> next = trial.afterwards(failed.database());
        assertThat(next.failure()).isNull();
        assertThat(next.database().state.changedRows).isEqualTo(30);
    }

    @Test
    void aTransientFailureIsRepeatedAndNotCounted() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("max=3"))
                .initialized()
                .given(rows(100))
                .faults(Faults.script().at("repetitions = 2,", Fault.refused("40001", "UPDATE")))
                .migrate();

        assertThat(outcome.database().state.changedRows).isEqualTo(30);
    }

    @Test
    void anInterruptEndsAPauseAndTheNextRunGoesOn() {
        Trial trial = Trial.of(backfill("pause=1h"))
                .initialized()
                .given(rows(20))
                .faults(Faults.script()
                        .at(
                                "repetitions = 1,",
                                Fault.meanwhile(
                                        database -> Thread.currentThread().interrupt())));
        Outcome<MigrationReport> stopped = trial.blocking(new Migrate(Target.latest()));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(stopped.failure()).isInstanceOf(RunInterruptedException.class);
        assertThat(left(stopped).repetitions()).isEqualTo(new Repetitions(1, 10));
        assertThat(stopped.database().isLeaseHeld()).isFalse();
    }

    @Test
    void lockedRowsAreWaitedForUntilNothingRemains() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("until=\"" + REMAINING + "\""))
                .initialized()
                .given(rows(25))
                .given(database -> database.state.lockedRepetitions = 3)
                .migrate();

        assertThat(outcome.database().state.changedRows).isEqualTo(25);
        assertThat(outcome.events(MigrationEvent.RepetitionDelayed.class)).isNotEmpty();
    }

    @Test
    void rowsThatAreNeverFreeEndTheRunInTheEnd() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("max-idle=5s until=\"" + REMAINING + "\""))
                .initialized()
                .given(rows(25))
                .given(database -> database.state.lockedRepetitions = Long.MAX_VALUE)
                .migrate();

        assertThat(outcome.failure())
                .hasMessageContaining("V1__backfill.sql:1:")
                .hasMessageContaining("rows remain, but the statement has changed none for 5 s");
        assertThat(left(outcome).repetitions().rows()).isEqualTo(20);
    }

    @Test
    void aQueryForWhatIsDoneInThePlaceOfWhatRemainsIsFound() {
        Outcome<MigrationReport> outcome = Trial.of(
                        backfill("until=\"SELECT NOT EXISTS (SELECT 1 FROM backlog WHERE NOT done)\""))
                .initialized()
                .given(rows(100))
                .migrate();

        assertThat(outcome.failure())
                .hasMessageContaining("says that nothing remains, but the statement went on changing rows: 20 so far");
    }

    @Test
    void anUpdateThatChangesTheSameRowsAgainIsFound() {
        Outcome<MigrationReport> outcome = Trial.of(backfill(""))
                .initialized()
                .given(database -> {
                    database.state.endless = true;
                    database.state.backlog = 50;
                    database.state.tableRows = 50;
                })
                .migrate();

        assertThat(outcome.failure())
                .hasMessageContaining("16 of them changed 160 rows, more than twice as many as the table has");
    }

    @ParameterizedTest
    @CsvSource({"11000, , a replica is 11 s behind", ", 1500, a session has waited 1500 ms for a lock"})
    void pausesGrowWhileTheServerIsBusy(String lag, String wait, String reason) {
        Outcome<MigrationReport> outcome = Trial.of(backfill(""))
                .initialized()
                .given(rows(25))
                .given(database -> database.state.load = Arrays.asList(lag, lag == null ? null : "1", "1000", wait))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.events(MigrationEvent.RepetitionDelayed.class))
                .first()
                .returns(reason, MigrationEvent.RepetitionDelayed::reason);
    }

    @Test
    void aReplicaThatStandsStillLagsThoughItReportsNoLag() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("max-lag=2s"))
                .initialized()
                .given(rows(1000))
                .given(database -> database.state.load = Arrays.asList("5", "1", "1000", null))
                .migrate();

        assertThat(outcome.events(MigrationEvent.RepetitionDelayed.class))
                .extracting(MigrationEvent.RepetitionDelayed::reason)
                .isNotEmpty()
                .allMatch(reason -> reason.startsWith("a replica is "));
    }

    /** A connection that is lost while the server is asked how busy it is. */
    @Test
    void theNextConnectionHasTheSettingsOfTheScript() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("statement_timeout=5s"))
                .initialized()
                .given(rows(25))
                .faults(Faults.script().at("replay_lag", Fault.lost(Fate.NOT_DONE)))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.changedRows).isEqualTo(25);
        List<String> repetitions =
                outcome.sent().filter(call -> call.contains("UPDATE backlog")).toList();
        assertThat(repetitions.get(0)).startsWith("run 1 ").contains("SET statement_timeout = '5000ms'");
        assertThat(repetitions.get(1)).startsWith("run 2 ").contains("SET statement_timeout = '5000ms'");
        assertThat(repetitions.get(2)).startsWith("run 2 ").doesNotContain("SET statement_timeout");
    }

    @Test
    void theServerIsNotAskedWithoutLimits() {
        Outcome<MigrationReport> outcome = Trial.of(backfill("max-lag=0 max-lock-wait=0"))
                .initialized()
                .given(rows(25))
                .migrate();

        assertThat(outcome.count("replay_lag")).isZero();
    }

    @Test
    void aLockTimeoutLetsOthersGoFirst() {
        Outcome<MigrationReport> outcome = Trial.of(backfill(""))
                .initialized()
                .given(rows(25))
                .faults(Faults.script().at("repetitions = 2,", Fault.refused("55P03", "UPDATE")))
                .migrate();

        assertThat(outcome.database().state.changedRows).isEqualTo(25);
        assertThat(outcome.events(MigrationEvent.RepetitionDelayed.class)).hasSize(1);
    }

    @Test
    void anUndoIsRepeatedAsWell() {
        String undo = "-- manticore: repeat=until-empty\nDELETE FROM backlog WHERE done;";
        Outcome<MigrationReport> outcome = Trial.of(new Migration(1, "x", "CREATE TABLE t1_1 (a int);", undo))
                .applied(1)
                .given(rows(25))
                .migrate(Target.version(0));

        assertThat(outcome.database().state.changedRows).isEqualTo(25);
        assertThat(outcome.database().state.history).isEmpty();
    }
}
