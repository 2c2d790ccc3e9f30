package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Unlock;
import dev.manticore.migrations.spi.Progress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what becomes of a migration whose row is not written to the history, and of a lease that cannot be written. */
class UnwrittenRowEngineTest {
    private static final String HISTORY = "\"public\".\"_migrations\"";
    private static final String LEASE = "\"public\".\"_migrations_lease\"";
    private static final String PREVENTED =
            " A trigger, a rule or a row-level security policy of that table prevents it.";

    private static Fault swallowed(String verb) {
        return Fault.refused("22012", verb + " " + HISTORY);
    }

    private static Migration stepwise() {
        return new Migration(1, "x", "-- manticore: transaction=none\nINSERT INTO t1_1 VALUES (1);", null);
    }

    private static String notRecorded(String table, String consequence) {
        return "Recording V1 failed: no row of " + table + " was changed; " + consequence + PREVENTED;
    }

    @Test
    void anAtomicMigrationIsRolledBack() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("t1_1", swallowed("INSERT INTO")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().summary()).isEqualTo(notRecorded(HISTORY, "it was rolled back."));
        assertThat(((DatabaseErrorException) outcome.failure()).remedy().toString())
                .contains("\\d " + HISTORY);
        assertThat(outcome.database().state.objects).isEmpty();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void whatTheServerSaysOfARuleIsQuoted() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("0A000", "INSERT INTO " + HISTORY)))
                .migrate();

        assertThat(outcome.migrationFailure().summary())
                .isEqualTo(notRecorded(HISTORY, "it was rolled back.")
                        + " The server says: STATEMENT 0A000 (SQLSTATE 0A000)");
    }

    @Test
    void anUndoIsRolledBack() {
        Outcome<MigrationReport> applied = Trial.of(atomic(1)).initialized().migrate();
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .owner("again")
                .faults(Faults.script().at("t1_1", swallowed("DELETE FROM")))
                .blockingOn(applied.database(), new Migrate(Target.version(0)));

        assertThat(outcome.failure()).hasMessageStartingWith("Recording the undo of V1 failed: no row of " + HISTORY);
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void aStepwiseScriptIsOnlyRecordedByTheNextRun() {
        Outcome<MigrationReport> outcome = Trial.of(stepwise())
                .initialized()
                .faults(Faults.script().at("migration = NULL", swallowed("INSERT INTO")))
                .migrate();

        assertThat(outcome.migrationFailure().summary())
                .isEqualTo(notRecorded(HISTORY, "its statements were executed, and their changes stay."));
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
        Outcome<MigrationReport> next = Trial.of(stepwise()).afterwards(outcome.database());
        assertThat(next.result().steps()).hasSize(1);
        assertThat(next.count("t1_1")).isZero();
        assertThat(next.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void aDecisionOfAPersonIsNotRecorded() {
        Progress left = new Progress(Version.of(1), Direction.APPLY, "", 0, true, null);
        Outcome<Resumed> outcome = Trial.of(stepwise())
                .initialized()
                .given(database -> database.state.lease = new LeaseRow(7, "earlier", 0, left))
                .faults(Faults.script().at("TRANSACTION", swallowed("INSERT INTO")))
                .run(new Resume(Resumption.done()));

        assertThat(outcome.migrationFailure().summary()).isEqualTo(notRecorded(HISTORY, "nothing was changed."));
        assertThat(outcome.database().state.lease.progress()).isEqualTo(left);
    }

    /** Nobody has taken it. */
    @ParameterizedTest
    @CsvSource({"false, it was rolled back.", "true, no further statement was sent."})
    void aLeaseThatIsNotWrittenIsNotTakenForALostOne(boolean stepwise, String consequence) {
        Outcome<MigrationReport> outcome = Trial.of(stepwise ? stepwise() : atomic(1))
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.meanwhile(database -> database.state.leaseSwallowed = true)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().summary()).isEqualTo(notRecorded(LEASE, consequence));
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void aFreeLeaseThatIsNotGrantedIsNotWaitedForUntilTheEnd() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockWait(Duration.ofMinutes(5))
                .given(database -> database.state.leaseSwallowed = true)
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseNotObtainedException.class);
        assertThat(outcome.migrationFailure().summary())
                .isEqualTo("The lease was not obtained: nobody holds it, but no row of " + LEASE + " was changed."
                        + PREVENTED);
        assertThat(outcome.events(MigrationEvent.LeaseAwaited.class)).hasSizeLessThan(10);
    }

    @Test
    void aLeaseThatIsNotTakenAwayStaysItsHolders() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1))
                .initialized()
                .given(database -> {
                    database.state.lease = new LeaseRow(7, "earlier", Long.MAX_VALUE, null);
                    database.state.leaseSwallowed = true;
                })
                .run(new Unlock());

        assertThat(outcome.migrationFailure().summary())
                .isEqualTo("Taking the lease away failed: no row of " + LEASE + " was changed." + PREVENTED);
        assertThat(outcome.events(MigrationEvent.LeaseRevoked.class)).isEmpty();
    }
}
