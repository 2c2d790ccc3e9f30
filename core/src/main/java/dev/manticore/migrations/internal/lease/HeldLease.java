package dev.manticore.migrations.internal.lease;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.history.WholeHistory;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lease while this run holds it, with the history and the progress that were read under it. Closing it releases it. */
public final class HeldLease implements AutoCloseable {
    private static final String COMPLETING = "completing the history table";

    private final Run run;
    // Null while there is none to release.
    private @Nullable Lease lease;
    private History history = History.NONE;
    private @Nullable Progress progress;
    private boolean overtaken;

    private HeldLease(Run run) {
        this.run = run;
    }

    /**
     * Takes the lease, waiting for it if need be.
     *
     * @param tablesExist whether the tables exist, as far as is known
     */
    public static HeldLease acquire(Run run, boolean tablesExist) {
        HeldLease held = new HeldLease(run);
        held.take(tablesExist);
        return held;
    }

    private void take(boolean tablesExist) {
        LeaseAcquisition.Taken taken = new LeaseAcquisition(run, tablesExist).acquire();
        Lease granted = taken.granted().lease();
        lease = granted;
        progress = taken.granted().progress();
        try {
            History read = taken.history();
            history = (read == null ? run.ask(WholeHistory.query(run)) : read).explainedBy(progress);
            run.located(history.schema());
            run.tell(new MigrationEvent.LeaseAcquired(granted.owner(), granted.duration()));
            if (!history.complete()) {
                complete();
            }
        } catch (TxFailure failure) {
            close();
            throw DatabaseFailures.of(failure, "reading the history", run.report());
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Adds the columns that the history table lacks. */
    private void complete() {
        try {
            // One message for each statement, since CockroachDB wants one schema change per transaction.
            for (String statement : run.store().complete(run.database())) {
                TxScript script = TxScript.autocommit(List.of(statement));
                // CockroachDB may still be carrying out what a runner that died has begun.
                run.retrying(RetryPolicy.CREATION, LeaseAcquisition.WHEN, () -> run.send(script));
            }
        } catch (TxFailure failure) {
            throw FailureKind.isSchemaLocked(failure)
                    ? schemaLocked(failure)
                    : DatabaseFailures.of(run, failure, COMPLETING);
        }
    }

    /** From 26.1 on new tables are locked, and most schema changes unlock them unless the cluster says otherwise. */
    private MigrationException schemaLocked(TxFailure failure) {
        String table = run.store().table();
        return new DatabaseErrorException(
                DatabaseFailures.error(failure),
                "The database reported an error while " + COMPLETING + ": " + DatabaseFailures.described(failure),
                Remedy.of("The table is locked against schema changes, and sql.schema.auto_unlock.enabled is off. Run"
                        + " ALTER TABLE " + table + " SET (schema_locked = false); and try again. Afterwards set it to"
                        + " true again."),
                run.report(),
                failure);
    }

    /** The lease with its current token. */
    public Lease lease() {
        return Objects.requireNonNull(lease, "the lease was lost");
    }

    /** The history as it was when the lease was taken, the last time. */
    public History history() {
        return history;
    }

    /** What is partially applied, as it was noted when the lease was taken the last time; null when nothing is. */
    public @Nullable Progress progress() {
        return progress;
    }

    /**
     * Takes the lease anew, with a new token: after an unknown outcome. This waits for a transaction that is still in
     * flight, or fences it off, and reads history and progress again.
     *
     * @return whether another runner may have held it in between
     */
    public boolean takeAnew() {
        long before = lease().token();
        lease = null;
        take(true);
        // Each acquisition increments the token. If the answer to this run's own acquisition was lost, this
        // returns true as well. The only cost is a new plan.
        return lease().token() != before + 1;
    }

    /** Takes the lease anew, and reads history and progress again, while nothing is in flight; releases it if that fails. */
    public void refresh() {
        Lease before = lease;
        try {
            takeAnew();
        } catch (MigrationException failure) {
            lease = before;
            throw failure;
        }
    }

    /** Another runner has held the lease: what was planned before is out of date. */
    public void overtaken() {
        overtaken = true;
    }

    /** Whether {@link #overtaken} was called since the last time. */
    public boolean takeOvertaken() {
        boolean was = overtaken;
        overtaken = false;
        return was;
    }

    /** Releases the lease, if need be on another connection. If that fails, it expires by itself. */
    @Override
    public void close() {
        Lease held = lease;
        lease = null;
        if (held == null || run.connection().isBroken()) {
            return;
        }
        TxScript release = TxScript.autocommit(List.of(run.leases().release(held)));
        try {
            run.retrying(RetryPolicy.RELEASE, "", () -> run.send(release));
            run.tell(new MigrationEvent.LeaseReleased());
        } catch (TxFailure failure) {
            run.tell(new MigrationEvent.LeaseNotReleased(failure.text()));
        }
    }
}
