package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A runner that was paused for too long: nothing of what it does then counts. */
interface StaleHolderCases extends StoreHooks {

    @Test
    default void aStaleHolderCannotCommit() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease stale = trial.stale();
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"));
            TxFailure failure = trial.refused(
                    "The fence of a lease that was taken over",
                    Scripts.transaction(
                            "INSERT INTO testkit.t VALUES (1)",
                            trial.store().fence(stale),
                            trial.store().record(trial.entry(1, "one"))));

            assertThat(failure.statement())
                    .as("the index of the statement that failed: the fence has to, when its lease was taken over")
                    .isEqualTo(1);
            assertClass(failure);
            assertThat(trial.versions()).isEmpty();
            assertThat(trial.trial().count("testkit.t"))
                    .as("rows that remain of the fenced transaction")
                    .isZero();
        }
    }

    @Test
    default void aStaleHolderCannotNoteItsProgress() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease stale = trial.stale();

            assertClass(trial.refused(
                    "The note of a lease that was taken over",
                    Scripts.transaction(trial.store().note(stale, ProgressCases.progress(1, true, "late")))));
            assertClass(trial.refused(
                    "The clearing note of a lease that was taken over",
                    Scripts.transaction(trial.store().note(stale, null))));
        }
    }

    private static void assertClass(TxFailure failure) {
        assertThat(failure.sqlState())
                .as("SQLSTATE of a fence that holds; another class says that the server did not look at the lease")
                .matches("(22|23|P0)...");
    }

    @Test
    default void aStaleHolderCannotRenewTheLease() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease stale = trial.stale();

            trial.refused(
                    "The renewal of a lease that was taken over",
                    Scripts.autocommit(trial.store().renew(stale)));
        }
    }

    @Test
    default void aStaleHolderReleasesNothing() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease stale = trial.stale();
            trial.ours().run(Scripts.autocommit(trial.store().release(stale)));

            assertThat(trial.look())
                    .as("the lease of another, after a stale holder released its own")
                    .isInstanceOfSatisfying(
                            LeaseState.Held.class,
                            held -> assertThat(held.owner()).isEqualTo("other"));
        }
    }

    @Test
    default void aRenewalDoesNotBringBackAnExpiredLease() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease expired = trial.take(trial.ours(), "one", Duration.ofMillis(1));
            trial.trial().pause("0.05");

            trial.refused(
                    "The renewal of a lease that expired",
                    Scripts.autocommit(trial.store().renew(new Lease(expired.token(), "one", StoreTrial.LONG))));
            assertThat(trial.look()).isInstanceOf(LeaseState.Free.class);
        }
    }

    @Test
    default void aRenewalDoesNotBringBackAReleasedLease() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease released = trial.take("one");
            trial.ours().run(Scripts.autocommit(trial.store().release(released)));

            trial.refused(
                    "The renewal of a lease that was released",
                    Scripts.autocommit(trial.store().renew(released)));
            assertThat(trial.look()).isInstanceOf(LeaseState.Free.class);
        }
    }

    @Test
    default void renewalFenceAndNoteProlongTheLeaseFromWhenTheyRun() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (begun TIMESTAMP WITH TIME ZONE)"));
            for (String statement : List.of(
                    trial.store().renew(lease),
                    trial.store().fence(lease),
                    trial.store().note(lease, null))) {
                trial.ours()
                        .run(Scripts.transaction(
                                "INSERT INTO testkit.t SELECT now()", "SELECT CAST(pg_sleep(0.5) AS TEXT)", statement));
                Instant begun = trial.moment("SELECT max(begun) AS moment FROM testkit.t");

                assertThat(trial.expiry())
                        .as(
                                "when a lease of 10 min expires that was prolonged at the end of a transaction of half a second,"
                                        + " by \"%s\"; it counts from clock_timestamp(), since now() is the transaction's start",
                                statement)
                        .isAfterOrEqualTo(
                                begun.plusMillis(500).plus(lease.duration()).minus(StoreTrial.ROUNDING));
            }
        }
    }

    @Test
    default void aTakeoverDoesNotOvertakeAFencedTransaction() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            trial.trial().assumePostgres("it has no advisory locks to make a transaction wait");
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"));
            String process = trial.trial().process();
            Lease lease = trial.take(trial.ours(), "one", Duration.ofMillis(1));
            trial.trial().hold();
            Later<TxResult> fenced = Later.of(() -> trial.ours()
                    .run(Scripts.transaction(
                            trial.store().fence(lease), Trial.waiting(), "INSERT INTO testkit.t VALUES (1)")));
            trial.trial().awaitWaiting(process);
            // The fence prolonged the lease by a millisecond, and nobody sees that before it commits.
            TxScript impatient = takeover(trial);
            LeaseState state = takenWithin(trial, impatient);
            trial.trial().letGo();
            boolean committed = committed(fenced);

            assertThat(state instanceof LeaseState.Granted && committed)
                    .as(
                            "whether a lease was granted while a transaction was behind its fence, and that one committed all"
                                    + " the same; the fence has to lock the lease's row, as UPDATE does and SELECT does not")
                    .isFalse();
        }
    }

    /** Asks for the lease, but does not wait for the row for long. */
    private static TxScript takeover(StoreTrial trial) {
        List<String> statements = trial.store().acquire("two", StoreTrial.LONG).statements();
        return TxScript.autocommit(
                Stream.concat(Stream.of("SELECT set_config('lock_timeout', '500ms', true)"), statements.stream())
                        .toList());
    }

    private static @Nullable LeaseState takenWithin(StoreTrial trial, TxScript script) {
        try {
            TxResult result = trial.theirs().run(script);
            return trial.store()
                    .acquire("two", StoreTrial.LONG)
                    .reader()
                    .apply(result.rows().subList(1, result.rows().size()));
        } catch (TxFailure waited) {
            return null;
        }
    }

    private static boolean committed(Later<TxResult> transaction) throws Exception {
        try {
            transaction.get();
            return true;
        } catch (TxFailure refused) {
            return false;
        }
    }
}
