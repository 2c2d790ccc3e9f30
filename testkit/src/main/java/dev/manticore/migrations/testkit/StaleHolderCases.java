package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
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
            Lease taken = trial.take(trial.ours(), "one", Duration.ofMinutes(1));
            Lease longer = new Lease(taken.token(), "one", Duration.ofMinutes(10));
            for (String statement : List.of(
                    trial.store().renew(longer),
                    trial.store().fence(longer),
                    trial.store().note(longer, null))) {
                trial.ours().run(Scripts.transaction("SELECT CAST(pg_sleep(1.5) AS TEXT)", statement));
                LeaseState state = trial.look();
                trial.ours().run(Scripts.transaction(trial.store().fence(taken)));

                assertThat(state).isInstanceOf(LeaseState.Held.class);
                assertThat(((LeaseState.Held) state).remaining())
                        .as(
                                "what is left of 10 min at the end of a transaction of 1.5 s whose last statement is \"%s\"; it"
                                        + " has to count from clock_timestamp(), since now() is the transaction's start",
                                statement)
                        .isGreaterThan(longer.duration().minusMillis(1_300));
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
