package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows where an interrupt ends a blocking run, and what the run leaves behind. */
class InterruptEngineTest {
    static final Fault INTERRUPT =
            Fault.meanwhile(database -> Thread.currentThread().interrupt());

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private static Outcome<MigrationReport> run(Trial trial) {
        Outcome<MigrationReport> outcome = trial.blocking(new Migrate(dev.manticore.migrations.Target.latest()));
        assertThat(Thread.currentThread().isInterrupted()).as("restored").isTrue();
        return outcome;
    }

    @Test
    void whileItWaitsForTheLease() {
        Outcome<MigrationReport> outcome = run(Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ofMinutes(5))
                .given(Rival::takeLease)
                .faults(Faults.script().at("AS held", Fault.none()).at("AS held", INTERRUPT)));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted while it waited for the lease.");
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
    }

    @Test
    void betweenMigrationsTheOneUnderWayIsFinished() {
        Outcome<MigrationReport> outcome = run(Trial.of(atomic(1), atomic(2), atomic(3), atomic(4))
                .initialized()
                .faults(Faults.script().at("t2_1", INTERRUPT)));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted before V4 was executed.");
        assertThat(outcome.migrationFailure().report().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1), Version.of(2), Version.of(3));
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    /** What was sent may be committed: that is found out first. */
    @Test
    void ofWhatWasSentInOneMessageTheOutcomeIsFoundOutFirst() {
        Outcome<MigrationReport> outcome = run(Trial.of(atomic(1), atomic(2), atomic(3), atomic(4))
                .initialized()
                .faults(Faults.script()
                        .at(
                                "t3_1",
                                new Fault.Meanwhile(
                                        database -> Thread.currentThread().interrupt(), Fault.lost(Fate.DONE)))));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted before V4 was executed.");
        assertThat(outcome.migrationFailure().report().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1), Version.of(2), Version.of(3));
    }

    @Test
    void betweenStatementsItIsNotedHowFarTheScriptIs() {
        Outcome<MigrationReport> outcome = run(Trial.of(Scripts.concurrent(1, 3))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX CONCURRENTLY i1_2", INTERRUPT)));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted before statement 3 of V1 was executed.");
        assertThat(outcome.database().state.lease.progress()).satisfies(progress -> {
            assertThat(progress.done()).isEqualTo(2);
            assertThat(progress.running()).isFalse();
        });
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        Thread.interrupted();
        Outcome<MigrationReport> later = Trial.of(Scripts.concurrent(1, 3)).afterwards(outcome.database());
        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.database().state.violations).isEmpty();
    }

    @Test
    void whileItWaitsToTryAgain() {
        Outcome<MigrationReport> outcome = run(Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script()
                        .at(
                                "t1_1",
                                new Fault.Meanwhile(
                                        database -> Thread.currentThread().interrupt(),
                                        Fault.refused("40001", "t1_1")))));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted before V1 was executed.");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void whileAStatementWaitsToBeTriedAgainItIsNotTakenForOneUnderWay() {
        Trial trial = Trial.of(new dev.manticore.migrations.Migration(
                1, "x", "-- manticore: transaction=none\nCREATE TABLE t1_1 (a int);", null));
        Outcome<MigrationReport> outcome = run(trial.initialized()
                .faults(Faults.script()
                        .at(
                                "t1_1",
                                new Fault.Meanwhile(
                                        database -> Thread.currentThread().interrupt(),
                                        Fault.refused("40001", "t1_1")))));
        assertThat(outcome.failure()).isInstanceOf(RunInterruptedException.class);
        assertThat(outcome.database().state.lease.progress()).isNull();
    }

    @Test
    void whileAnOutcomeIsUnknownItStaysUnknown() {
        Outcome<MigrationReport> outcome = run(Trial.of(data(1, 2))
                .initialized()
                .faults(Faults.script()
                        .at("t1_2", Fault.lost(Fate.DONE))
                        .at("open", new Fault.Unreachable("57P03"))
                        .at("open", new Fault.Unreachable("57P03"))
                        .at("open", INTERRUPT)
                        .at("AS held", Fault.refused("40001", ""))));
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("The run was interrupted while it waited for the lease.");
    }
}
