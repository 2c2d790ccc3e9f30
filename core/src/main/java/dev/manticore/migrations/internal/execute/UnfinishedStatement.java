package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that commits alone goes on in the server when its connection is lost or its runner is killed. Nothing that is
 * looked up beside it is its outcome: whoever finds it noted makes sure first that it has ended, and keeps the lease
 * meanwhile.
 */
public final class UnfinishedStatement {
    /** How long a process that was terminated is waited for at least; it may have to roll back. */
    private static final Duration LONGEST_ENDING = Duration.ofSeconds(10);

    private final Run run;
    private final HeldLease lease;
    private final Progress noted;
    private final @Nullable Script script;
    private final String when;

    /**
     * The statement that an earlier connection has noted.
     *
     * @param script whose statements are counted; null if its file is missing
     * @param when what had not happened yet if the run is interrupted, as "before .."
     */
    public UnfinishedStatement(Run run, HeldLease lease, Progress noted, @Nullable Script script, String when) {
        this.run = run;
        this.lease = lease;
        this.noted = noted;
        this.script = script;
        this.when = when;
    }

    /**
     * Returns when it has ended.
     *
     * @return whether it was still under way
     * @throws TxFailure when an answer is lost
     * @throws MigrationException when it takes longer than the lock wait, or the lease is lost
     */
    public boolean awaitEnd() throws TxFailure {
        if (run.database().isCockroach()) {
            // What took effect in part has been answered, and its jobs have ended.
            return noted.running() && noted.error() == null && awaitEnd(new SchemaJobs(run, noted));
        }
        return (noted.running() || noted.process() != null) && awaitEnd(new EarlierProcess(run, noted, script));
    }

    private boolean awaitEnd(ServerWork work) throws TxFailure {
        long start = run.environment().nanoTime().getAsLong();
        for (int looks = 1; true; looks++) {
            Optional<ServerWork.Remaining> remaining = look(work);
            if (remaining.isEmpty()) {
                return looks > 1;
            }
            Duration limit = run.settings().lockWait();
            if (remaining.get().ending() && limit.compareTo(LONGEST_ENDING) < 0) {
                limit = LONGEST_ENDING;
            }
            if (run.environment().since(start).compareTo(limit) >= 0) {
                throw tooLong(remaining.get());
            }
            keepLease();
            run.pause(RetryPolicy.SERVER_WORK, remaining.get().what(), looks, when);
        }
    }

    private Optional<ServerWork.Remaining> look(ServerWork work) throws TxFailure {
        try {
            return run.retrying(RetryPolicy.SERVER_WORK, when, work::look);
        } catch (TxFailure failure) {
            if (FailureKind.isOutcomeUnknown(failure)) {
                throw failure;
            }
            throw DatabaseFailures.of(failure, "looking for an unfinished statement", run.report());
        }
    }

    private void keepLease() throws TxFailure {
        Query<Boolean> fence = new Query<>(List.of(run.leases().fence(lease.lease())), rows -> true);
        try {
            run.retrying(RetryPolicy.SERVER_WORK, when, () -> run.ask(fence));
        } catch (TxFailure failure) {
            if (FailureKind.isOutcomeUnknown(failure)) {
                throw failure;
            }
            throw StepFailures.leaseLost(run, ProgressCheck.name(noted), failure, StepFailures.NOTHING_MORE);
        }
    }

    private MigrationException tooLong(ServerWork.Remaining remaining) {
        Remedy remedy = remaining.remedy();
        return new DatabaseErrorException(
                new SqlError(null, remaining.what(), null, null),
                "The run cannot continue with " + ProgressCheck.name(noted) + " yet: " + remaining.what() + ".",
                remedy.or("to wait longer", new Remedy.Configure(Remedy.Setting.LOCK_WAIT)),
                run.report(),
                null);
    }
}
