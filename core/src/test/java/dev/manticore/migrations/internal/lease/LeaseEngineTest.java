package dev.manticore.migrations.internal.lease;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows how a run waits for the lease, takes it, loses it and releases it. */
class LeaseEngineTest {

    private static Fault rivalTakesLease() {
        return Fault.meanwhile(Rival::takeLease);
    }

    @Test
    void waitsUntilTheOtherLeaseEndsAndReadsTheHistoryThen() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .initialized()
                .lockWait(Duration.ofMinutes(5))
                .faults(Faults.script()
                        .at("AS held", rivalTakesLease())
                        .at("AS held", Fault.none())
                        .at("AS held", Fault.none())
                        .at("AS held", Fault.meanwhile(database -> Rival.migrate(database, atomic(1)))))
                .migrate();
        assertThat(outcome.events(MigrationEvent.LeaseAwaited.class))
                .hasSizeGreaterThan(1)
                .allMatch(event -> event.owner().equals("rival"));
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
    }

    @Test
    void theHistoryIsReadOnceAtFirstAndOnceUnderTheLeaseHoweverLongTheWait() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ofMinutes(5))
                .faults(Faults.script().at("AS held", rivalTakesLease()))
                .migrate();
        assertThat(outcome.count("AS held")).isGreaterThan(100);
        assertThat(outcome.count("SELECT * FROM")).isEqualTo(3);
        assertThat(outcome.result().steps()).hasSize(1);
    }

    @Test
    void givesUpWhenTheWaitIsOver() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ofSeconds(2))
                .given(Rival::takeLease)
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(LeaseNotObtainedException.class)
                .hasMessageStartingWith("Another runner holds the lease: rival, for another 2");
        assertThat(outcome.events(MigrationEvent.LeaseAwaited.class)).hasSizeBetween(15, 22);
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void aWaitOfNoLengthTriesOnce() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ZERO)
                .faults(Faults.script().at("AS held", rivalTakesLease()))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(LeaseNotObtainedException.class);
        assertThat(outcome.count("AS held")).isEqualTo(1);
    }

    @Test
    void anExpiredLeaseIsTakenOverAtOnce() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .given(Rival::takeLease)
                .given(database -> database.pass(60_000))
                .migrate();
        assertThat(outcome.events(MigrationEvent.LeaseAwaited.class)).isEmpty();
        assertThat(outcome.result().steps()).hasSize(1);
    }

    @Test
    void aLostLeaseEndsTheRunAndNothingMoreIsCarriedOut() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2), atomic(3))
                .initialized()
                .faults(Faults.script().at("t2_1", rivalTakesLease()))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .extracting(Outcome::summary)
                .isEqualTo("This run lost the lease to rival before V2 was recorded; it was rolled back.");
        assertThat(outcome.migrationFailure().report().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1));
        assertThat(outcome.count("t2_1")).as("the message with V2 and V3").isEqualTo(1);
        assertThat(outcome.count("t3_1")).isEqualTo(1);
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
        assertThat(outcome.database().isLeaseHeld()).as("the rival's lease").isTrue();
    }

    @Test
    void aReleaseWhoseConnectionIsLostIsSentOnAnother() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("1970", Fault.lost(Fate.NOT_DONE)).at("1970", Fault.refused("40001", "")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.count("1970")).isEqualTo(3);
    }

    @Test
    void aReleaseThatFailsIsNoFailure() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("1970", 4, Fault.lost(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.LeaseReleased.class)).isEmpty();
    }

    @Test
    void aReleaseThatIsRefusedHidesNoFailure() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script()
                        .at("t1_1", Fault.refused("42601", "t1_1"))
                        .at("1970", Fault.refused("42501", "")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
    }

    @Test
    void theLeaseIsGivenBackWhenTheHistoryCannotBeReadAfterAWait() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ofMinutes(5))
                .faults(Faults.script()
                        .at("AS held", rivalTakesLease())
                        .at("AUTOCOMMIT\nSELECT * FROM", Fault.refused("42501", "SELECT")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while reading the history");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void theLeaseIsGivenBackWhenTheTableCannotBeCompleted() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .given(database -> database.state.narrow = true)
                .faults(Faults.script().at("ALTER TABLE", Fault.refused("42501", "ALTER")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("completing the history table");
        assertThat(outcome.migrationFailure().remedy().toString()).startsWith("Grant the privilege");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void anAnswerThatIsLostWhileTakingTheLeaseIsAskedForAgain() {
        for (Fate fate : Fate.values()) {
            Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                    .faults(Faults.script().at("AS held", Fault.lost(fate)).at("AS held", Fault.lost(fate)))
                    .migrate();
            assertThat(outcome.result().steps()).hasSize(1);
            assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(2);
            assertThat(outcome.database().state.violations).isEmpty();
        }
    }

    @Test
    void aServerThatStaysAwayWhileTakingTheLeaseEndsTheRun() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script()
                        .at("AS held", Fault.lost(Fate.DONE))
                        .at("open", 100, new Fault.Unreachable("57P03")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseUnreachableException.class);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(40);
    }
}
