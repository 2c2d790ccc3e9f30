package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.data;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a run handles XXA00: committed, but a schema change of the transaction failed. */
class PartialCommitEngineTest {

    private static StatementFailedException failed(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        return (StatementFailedException) outcome.failure();
    }

    private static Outcome<MigrationReport> atomicInPart(Faults.Script faults) {
        return Trial.of(atomic(1), atomic(2)).initialized().faults(faults).migrate();
    }

    private static Outcome<MigrationReport> atomicInPart() {
        return atomicInPart(Faults.script().at("t1_1", new Fault.Partial()));
    }

    @Test
    void aTransactionIsNotSentAgainAndTheHistoryDoesNotSayThatItWasApplied() {
        Outcome<MigrationReport> outcome = atomicInPart();

        assertThat(failed(outcome).error().sqlState()).isEqualTo("XXA00");
        assertThat(failed(outcome).location()).as("no statement is to blame").hasToString("code:V1__atomic.sql");
        assertThat(failed(outcome).remedy().toString()).contains("Resumption.done()", "Resumption.abandon()");
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
        assertThat(outcome.count("t2_1")).isZero();
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress())
                .returns(Version.of(1), Progress::id)
                .returns(true, Progress::running)
                .returns("COMMIT XXA00", Progress::error);
    }

    @Test
    void theNextRunStopsAndSaysWhatToDo() {
        Outcome<MigrationReport> later =
                Trial.of(atomic(1), atomic(2)).afterwards(atomicInPart().database());

        assertThat(later.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V1 was committed, but not all of it took effect: COMMIT XXA00");
        assertThat(later.count("t1_1")).isZero();
    }

    @Test
    void statusSaysIt() {
        Outcome<MigrationStatus> status =
                Trial.of(atomic(1), atomic(2)).blockingOn(atomicInPart().database(), new Status());

        assertThat(status.result().entries().get(0))
                .returns(MigrationStatus.State.PARTLY_DONE, MigrationStatus.Entry::state)
                .returns("only part of it took effect: COMMIT XXA00", MigrationStatus.Entry::note);
    }

    @Test
    void aPersonWhoFinishedItSaysSo() {
        Outcome<MigrationReport> outcome = atomicInPart();
        Trial.of(atomic(1), atomic(2)).blockingOn(outcome.database(), new Resume(Resumption.done()));

        Outcome<MigrationReport> later = Trial.of(atomic(1), atomic(2)).afterwards(outcome.database());

        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.database().state.history).containsOnlyKeys(1L, 2L);
    }

    @Test
    void thatItIsNotedMayBeUnknownAtFirst() {
        Outcome<MigrationReport> outcome = atomicInPart(Faults.script()
                .at("t1_1", new Fault.Partial())
                .at("statement_running = true", Fault.lost(Fate.DONE))
                .at("statement_running = true", Fault.refused("40001", "statement_running")));

        failed(outcome);
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress().error()).isEqualTo("COMMIT XXA00");
    }

    /** The history has it still. */
    @Test
    void aNoteThatDidNotArriveIsSentAgain() {
        Outcome<MigrationReport> outcome = atomicInPart(Faults.script()
                .at("t1_1", new Fault.Partial())
                .at("statement_running = true", Fault.lost(Fate.NOT_DONE)));

        failed(outcome);
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress().error()).isEqualTo("COMMIT XXA00");
    }

    @Test
    void whereItCannotBeNotedTheHistoryIsSaidToBeWrong() {
        Outcome<MigrationReport> outcome = atomicInPart(Faults.script()
                .at("t1_1", new Fault.Partial())
                .at("statement_running = true", Fault.refused("42501", "statement_running")));

        assertThat(failed(outcome).error().sqlState()).isEqualTo("XXA00");
        assertThat(failed(outcome).remedy().toString()).contains("this could not be recorded", "correct the history");
        assertThat(outcome.count("t2_1")).isZero();
    }

    @Test
    void anUndoIsNotTakenForDone() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .applied(1)
                .faults(Faults.script().at("DROP TABLE", new Fault.Partial()))
                .migrate(Target.version(0));

        failed(outcome);
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void aStatementOfAStepwiseScriptIsNamedByTheNextRun() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX", new Fault.Partial()))
                .migrate();
        assertThat(failed(outcome).location()).hasToString("code:V1__mixed.sql:2:1");
        assertThat(failed(outcome).remedy().toString()).contains("Resumption.from(3)", "Resumption.from(2)");

        Outcome<MigrationReport> later = Trial.of(mixed(1)).afterwards(outcome.database());

        assertThat(later.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .extracting(Outcome::summary)
                .isEqualTo(
                        "code:V1__mixed.sql:2:1: statement 2 of 5 of V1 may have been executed partially: COMMIT XXA00");
    }

    @Test
    void evenAStatementThatCouldBeRepeatedIsNot() {
        Outcome<MigrationReport> outcome = Trial.of(repeatable(1, 2))
                .initialized()
                .faults(Faults.script().at("EXISTS t1_2", new Fault.Partial()))
                .migrate();
        failed(outcome);

        Outcome<MigrationReport> later = Trial.of(repeatable(1, 2)).afterwards(outcome.database());

        assertThat(later.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(later.count("EXISTS t1_2")).isZero();
    }

    @Test
    void aStatementWithItsNoteIsNotTakenForDone() {
        Migration migration = data(1, 2);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("t1_1", new Fault.Partial()))
                .migrate();

        failed(outcome);
        assertThat(outcome.database().state.lease.progress())
                .returns(0, Progress::done)
                .returns(true, Progress::running);
    }

    // ---- an ALTER TABLE with several actions ----

    private static final Migration SEVERAL = new Migration(
            1,
            "several",
            "CREATE TABLE IF NOT EXISTS t1_1 (a int);\nALTER TABLE t1_2 DROP COLUMN b, ADD UNIQUE (a);\n",
            null);

    private static Outcome<MigrationReport> severalRefused(Product product, String sqlState) {
        return Trial.of(SEVERAL)
                .on(product)
                .initialized()
                .faults(Faults.script().at("ALTER TABLE t1_2", Fault.refused(sqlState, "ALTER TABLE")))
                .migrate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "55000", "XXUUU"})
    void ofSeveralActionsSomeMayHaveBeenExecutedOnCockroach(String sqlState) {
        Outcome<MigrationReport> outcome = severalRefused(Product.COCKROACHDB, sqlState);

        assertThat(failed(outcome).location()).hasToString("code:V1__several.sql:2:1");
        assertThat(failed(outcome).remedy().toString())
                .contains(
                        "It failed, but some of its actions may have taken effect; this is noted.",
                        "Write one ALTER TABLE for each action",
                        "Resumption.from(3)",
                        "Resumption.from(2)");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(true, Progress::running)
                .returns("STATEMENT " + sqlState, Progress::error);

        Outcome<MigrationReport> later =
                Trial.of(SEVERAL).on(Product.COCKROACHDB).afterwards(outcome.database());
        assertThat(later.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("statement 2 of 2 of V1 may have been executed partially");
        assertThat(later.count("ALTER TABLE t1_2")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42703", "0A000"})
    void noneWasExecutedOfWhatTheServerDidNotAccept(String sqlState) {
        Outcome<MigrationReport> outcome = severalRefused(Product.COCKROACHDB, sqlState);

        assertThat(failed(outcome).remedy().toString()).contains("Correct this one");
        assertThat(outcome.database().state.lease.progress().running()).isFalse();
    }

    @Test
    void severalActionsAreSentAgainAfterASerializationFailure() {
        assertThat(severalRefused(Product.COCKROACHDB, "40001").result().steps())
                .hasSize(1);
    }

    @Test
    void postgresExecutesAllActionsOrNone() {
        Outcome<MigrationReport> outcome = severalRefused(Product.POSTGRESQL, "23505");

        assertThat(failed(outcome).remedy().toString()).contains("nothing of it remains");
        assertThat(outcome.database().state.lease.progress()).isNull();
    }

    @Test
    void theHistoryRowAloneHasNoSchemaChangeToFail() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 1))
                .initialized()
                .faults(Faults.script().at("migration = NULL", new Fault.Partial()))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
    }
}
