package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A runner that was paused until another one took its lease: nothing that it does afterwards has an effect. */
interface StaleHolderCases extends LeaseHooks {

    @Test
    default void aStaleHolderCannotCommit() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease stale = trial.stale();
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"));
            TxFailure failure = trial.refused(
                    "The fence of a lease that was taken over",
                    Scripts.transaction(
                            "INSERT INTO testkit.t VALUES (1)",
                            trial.store().fence(stale),
                            "INSERT INTO testkit.t VALUES (2)"));

            assertThat(failure.statement())
                    .as("the index of the failed statement; the fence has to fail after a takeover")
                    .isEqualTo(1);
            assertClass(failure);
            assertThat(trial.trial().count("testkit.t"))
                    .as("rows that remain of the fenced transaction")
                    .isZero();
        }
    }

    @Test
    default void aStaleHolderCannotNoteItsProgress() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
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
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease stale = trial.stale();

            trial.refused(
                    "The renewal of a lease that was taken over",
                    Scripts.autocommit(trial.store().renew(stale)));
        }
    }

    @Test
    default void aStaleHolderReleasesNothing() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
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
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease expired = trial.take(trial.ours(), "one", Duration.ofMillis(1));
            trial.trial().pause("0.05");

            trial.refused(
                    "The renewal of a lease that expired",
                    Scripts.autocommit(trial.store().renew(new Lease(expired.token(), "one", LeaseTrial.LONG))));
            assertThat(trial.look()).isInstanceOf(LeaseState.Free.class);
        }
    }

    @Test
    default void aRenewalDoesNotBringBackAReleasedLease() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
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
        try (LeaseTrial trial = LeaseTrial.of(this)) {
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
                                begun.plusMillis(500).plus(lease.duration()).minus(LeaseTrial.ROUNDING));
            }
        }
    }

    @Test
    default void aTakeoverDoesNotOvertakeAFencedTransaction() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            trial.trial().assumePostgres("it has no advisory locks to make a transaction wait");
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"));
            String process = trial.trial().process();
            Lease lease = trial.take("one");
            trial.trial().hold();
            Later<TxResult> fenced = Later.of(() -> trial.ours()
                    .run(Scripts.transaction(
                            trial.store().fence(lease), Trial.waiting(), "INSERT INTO testkit.t VALUES (1)")));
            trial.trial().awaitWaiting(process);
            // The same owner need not wait until the lease expires, and so meets nothing but the fence.
            boolean granted = grantedWithin(trial, "one");
            trial.trial().letGo();
            fenced.get();

            assertThat(trial.trial().count("testkit.t"))
                    .as("rows of the fenced transaction")
                    .isEqualTo(1);
            assertThat(granted)
                    .as("whether a lease was granted while a transaction that commits was behind its fence; the fence"
                            + " has to lock the lease's row, as UPDATE does and SELECT does not")
                    .isFalse();
        }
    }

    /** Asks for the lease, but does not wait for the row for long. */
    private static boolean grantedWithin(LeaseTrial trial, String owner) {
        Query<LeaseState> query = trial.store().acquire(owner, LeaseTrial.LONG);
        List<String> statements = new ArrayList<>(query.statements());
        statements.add(0, "SELECT set_config('lock_timeout', '500ms', true)");
        try {
            TxResult result = trial.theirs().run(TxScript.autocommit(statements));
            return query.reader().apply(result.rows().subList(1, statements.size())) instanceof LeaseState.Granted;
        } catch (TxFailure waited) {
            assertThat(waited.sqlState())
                    .as("SQLSTATE of a takeover that waited for a fence: \"%s\"", waited.text())
                    .isIn("55P03", "57014", "40001");
            return false;
        }
    }
}
