package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.data;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Progress;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows how a run continues a stepwise script that an earlier run, or a lost answer, left unfinished. */
class StepwiseContinuationEngineTest {
    private static final String FIRST = "CREATE INDEX CONCURRENTLY i1_1 ON t (a)";
    private static final String SECOND = "CREATE INDEX CONCURRENTLY i1_2 ON t (a)";

    private static Consumer<ModelDatabase> left(Progress progress, String... objects) {
        return database -> {
            database.state.lease = new LeaseRow(7, "earlier", 0, progress);
            database.state.objects.addAll(java.util.List.of(objects));
        };
    }

    private static Progress done(int done, boolean running, String checksum) {
        return new Progress(Version.of(1), Direction.APPLY, checksum, done, running, null);
    }

    private static void refused(Outcome<?> outcome, String message) {
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining(message);
        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.PARTLY_DONE);
        assertThat(outcome.count("CREATE INDEX")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void goesOnAtTheStatementThatFailed() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 3))
                .initialized()
                .given(left(done(1, false, chain(FIRST)), "i1_1"))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("CONCURRENTLY i1_1")).isZero();
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void recordsWhereAllStatementsAreDone() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2))
                .initialized()
                .given(left(done(2, false, chain(FIRST, SECOND)), "i1_1", "i1_2"))
                .migrate();
        assertThat(outcome.count("CREATE INDEX")).isZero();
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void statementsThatChangedSinceTheyWereCarriedOutAreRefused() {
        refused(
                Trial.of(concurrent(1, 3))
                        .initialized()
                        .given(left(done(1, false, chain("CREATE INDEX CONCURRENTLY old ON t (a)"))))
                        .migrate(),
                "V1 is partially applied (1 statement was executed). But the file no longer begins with the executed"
                        + " statements.");
    }

    @Test
    void aScriptThatGotShorterThanWhatWasCarriedOutIsRefused() {
        refused(
                Trial.of(concurrent(1, 1))
                        .initialized()
                        .given(left(done(2, false, chain(FIRST, SECOND))))
                        .migrate(),
                "But the file no longer begins with the executed statements.");
    }

    @Test
    void aScriptThatIsOneTransactionNowIsRefused() {
        refused(
                Trial.of(atomic(1))
                        .initialized()
                        .given(left(done(1, false, chain("CREATE TABLE t1_1 (a int)"))))
                        .migrate(),
                "But the file now runs in one transaction");
    }

    @Test
    void aStatementThatIsSafeToRepeatIsRepeated() {
        Outcome<MigrationReport> outcome = Trial.of(repeatable(1, 2))
                .initialized()
                .given(left(done(1, true, chain("CREATE TABLE IF NOT EXISTS t1_1 (a int)")), "t1_1", "t1_2"))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("EXISTS t1_1")).isZero();
        assertThat(outcome.count("EXISTS t1_2")).isEqualTo(1);
    }

    @Test
    void anyOtherStatementMayOrMayNotHaveBeenApplied() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2))
                .initialized()
                .given(left(done(1, true, chain(FIRST)), "i1_1"))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .extracting(Outcome::summary)
                .isEqualTo("code:V1__concurrent.sql:2:1: statement 2 of 2 of V1 may or may not have been executed,"
                        + " because a run ended while the statement was in progress.");
        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("If it was executed: Migrator.resume(Resumption.from(3)).")
                .contains("If it was not: Migrator.resume(Resumption.from(2)).");
        OutcomeUnknownException unknown = (OutcomeUnknownException) outcome.failure();
        assertThat(unknown.id()).isEqualTo(Version.of(1));
        assertThat(unknown.statement()).isEqualTo(2);
        assertThat(unknown.location()).hasToString("code:V1__concurrent.sql:2:1");
        assertThat(outcome.count("CREATE INDEX")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.database().state.lease.progress().running()).isTrue();
    }

    @Test
    void anotherVersionsProgressIsFinishedFirst() {
        refused(
                Trial.of(concurrent(1, 1), concurrent(2, 1))
                        .initialized()
                        .given(left(new Progress(Version.of(2), Direction.APPLY, "", 0, true, "boom")))
                        .migrate(),
                "V2 is partially applied (only part of it took effect: boom). This run would begin with V1 instead.");
    }

    @Test
    void progressOfTheOtherDirectionIsFinishedFirst() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2), concurrent(2, 1))
                .applied(1)
                .given(left(new Progress(
                        Version.of(1), Direction.REVERT, chain("DROP INDEX CONCURRENTLY i1_1"), 1, false, null)))
                .migrate();
        refused(outcome, "V1 is partially reverted (1 statement was executed).");
        assertThat(outcome.migrationFailure().remedy().toString()).startsWith("Finish it first: roll it back.");
    }

    @Test
    void anUndoGoesOnToo() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2))
                .applied(1)
                .given(left(
                        new Progress(
                                Version.of(1), Direction.REVERT, chain("DROP INDEX CONCURRENTLY i1_1"), 1, false, null),
                        "i1_2"))
                .migrate(Target.version(0));
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void progressThatTheHistorySettledIsCleared() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 1), atomic(2))
                .applied(1)
                .given(left(done(0, true, "")))
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.database().state.lease.progress()).isNull();
    }

    @Test
    void aNoteThatCannotBeClearedEndsTheRunWithTheLeaseGivenBack() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 1), atomic(2))
                .applied(1)
                .given(left(done(0, true, "")))
                .faults(Faults.script().at("migration = NULL", Fault.refused("42501", "")))
                .migrate();
        assertThat(outcome.failure())
                .hasMessageStartingWith("The database reported an error while examining saved progress");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerOfADataStatementIsNeverInDoubt(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 3))
                .initialized()
                .faults(Faults.script().at("t1_2", Fault.lost(fate)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerOfANoteIsNeverInDoubt(Fate fate) {
        for (String note : java.util.List.of(
                "statements_done = 1, statement_running = true",
                "statements_done = 2, statement_running = false",
                "migration = NULL")) {
            Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                    .initialized()
                    .faults(Faults.script().at(note, Fault.lost(fate)))
                    .migrate();
            assertThat(outcome.result().steps()).as(note).hasSize(1);
            assertThat(outcome.database().state.violations).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerOfAStatementThatCannotBeRepeatedIsSaid(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX", Fault.lost(fate)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("statement 2 of 5 of V1 may or may not have been executed");
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void whatAnotherRunnerFinishedWhileThisOneHadNoConnectionIsNotRepeated() {
        Migration[] migrations = {repeatable(1, 3), atomic(2)};
        Outcome<MigrationReport> outcome = Trial.of(migrations)
                .initialized()
                .faults(Faults.script()
                        .at("EXISTS t1_2", Fault.lost(Fate.NOT_DONE))
                        .at("open", Fault.meanwhile(database -> Rival.migrate(database, migrations[0]))))
                .migrate();
        assertThat(outcome.count("EXISTS t1_2")).as("by this runner").isEqualTo(1);
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.database().state.history).containsOnlyKeys(1L, 2L);
    }

    @Test
    void whatAnotherRunnerDidBeforeItDiedIsNotRepeated() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 4))
                .initialized()
                .lockWait(java.time.Duration.ofMinutes(5))
                .faults(Faults.script()
                        .at("INSERT INTO t1_1", Fault.lost(Fate.NOT_DONE))
                        .at(
                                "open",
                                Fault.meanwhile(database -> Rival.dieAt(database, "t1_4", Fate.NOT_DONE, data(1, 4)))))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.count("t1_3")).isZero();
    }

    @Test
    void aStatementThatAnotherRunnerBeganIsInDoubtAlsoWhenOnesOwnNoteWasNotSent() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2))
                .initialized()
                .lockWait(java.time.Duration.ofMinutes(5))
                .faults(Faults.script()
                        .at("statements_done = 1, statement_running = true", Fault.lost(Fate.NOT_DONE))
                        .at(
                                "open",
                                Fault.meanwhile(
                                        database -> Rival.dieAt(database, "i1_2", Fate.DONE, concurrent(1, 2)))))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aLowerVersionThatCameInIsNamedAsWhatIsInTheWay() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), concurrent(2, 2))
                .initialized()
                .given(left(new Progress(
                        Version.of(2),
                        Direction.APPLY,
                        chain("CREATE INDEX CONCURRENTLY i2_1 ON t (a)"),
                        1,
                        false,
                        null)))
                .migrate();
        refused(outcome, "This run would begin with V1 instead.");
        assertThat(outcome.migrationFailure().remedy().toString())
                .startsWith("Give V1 a version above 2, or move its file elsewhere until V2 is applied.");
    }
}
