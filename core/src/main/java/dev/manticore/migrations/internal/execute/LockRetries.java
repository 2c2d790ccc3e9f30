package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.Durations;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts of what waits for a lock longer than {@code lock_timeout} allows, and waits between them, outside of any
 * transaction, so that those who wait behind it get their turn. The lease is kept meanwhile. For one transaction or statement.
 */
final class LockRetries {
    private final Run run;
    private final String what;
    private final @Nullable Duration timeout;
    private final LockRetry policy;
    private int attempts;
    private long firstFailure;
    private @Nullable LockWait last;

    /**
     * Nothing has failed yet.
     *
     * @param what as events name it
     * @param header which limit there is; without one, nothing is tried again
     */
    LockRetries(Run run, String what, HeaderSettings header) {
        this.run = run;
        this.what = what;
        this.timeout = header.lockTimeout();
        this.policy = run.settings().lockRetry();
    }

    /** Whether a failure is that of a wait for a lock, of a statement that has the limit. */
    static boolean isTimeout(TxFailure failure, Purpose purpose) {
        return failure.is("55P03")
                && switch (purpose) {
                    case SCRIPT, INDEX_CHECK, CONSTRAINTS, CALLBACK, CODE, CODE_END -> true;
                    // The limit is not theirs, or they wait for nothing.
                    case PREPARATION, GUARD, UNCHANGED, RESTORATION, FENCE, RECORD, NOTE -> false;
                };
    }

    /**
     * An attempt failed: if it waited for a lock, and there is time left, waits for the next attempt.
     *
     * @param purpose of the statement that failed
     * @param before completes "The run was interrupted ..", as "before V1 was executed"
     * @param keeper keeps the lease; called at the beginning of the pause as well
     * @return false when there is to be no further attempt
     * @throws RunInterruptedException when the run was interrupted
     */
    <E extends Exception> boolean again(TxFailure failure, Purpose purpose, String before, LeasedPause.Keeper<E> keeper)
            throws E {
        if (!isTimeout(failure, purpose) || !isOn()) {
            return false;
        }
        long now = run.environment().nanoTime().getAsLong();
        firstFailure = attempts == 0 ? now : firstFailure;
        attempts++;
        Optional<LockWait> wait = run.connection().lockWait().map(run.hidden()::hide);
        last = wait.orElse(last);
        Duration left = policy.total().minus(tried());
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        Duration first = Durations.shorter(waitLimit(), policy.longestPause());
        Duration delay = Durations.shorter(run.environment().backOff(first, policy.longestPause(), attempts), left);
        run.tell(new MigrationEvent.LockTimedOut(what, wait.orElse(null), attempts, delay));
        keeper.keep();
        new LeasedPause(run).await(delay, before, keeper);
        return true;
    }

    private boolean isOn() {
        return !run.database().isCockroach() && !waitLimit().isZero();
    }

    private Duration waitLimit() {
        return timeout == null ? Duration.ZERO : timeout;
    }

    private Duration tried() {
        return run.environment().since(firstFailure);
    }

    /**
     * Keeps the lease of a run that has nothing under way.
     *
     * @param name what waits, for the message that the lease was lost
     * @param consequence what became of it, after "before V1 was recorded"
     */
    static void keep(Run run, HeldLease lease, String name, String consequence) {
        // Not a renewal, which fails once the lease has expired: nobody may have taken it.
        TxScript fence = TxScript.autocommit(List.of(run.leases().fence(lease.lease())));
        try {
            run.retrying(RetryPolicy.TRANSACTION, "before " + name + " was executed", () -> run.send(fence));
        } catch (TxFailure failure) {
            // Whether the lease is still held, the fence of the next attempt finds out.
            if (!StepwiseRecovery.isUncertain(failure)) {
                throw StepFailures.leaseLost(run, name, failure, consequence);
            }
        }
    }

    /** What to do about a wait that was too long, behind what else there is to do. */
    static Remedy withSettings(Remedy remedy, @Nullable LockRetries retries) {
        LockWait wait = retries == null ? null : retries.last;
        String end = wait == null
                ? ""
                : wait.blockers().stream()
                        .filter(blocker -> blocker.process() != 0)
                        .map(blocker -> "SELECT pg_terminate_backend(" + blocker.process() + ")")
                        .collect(Collectors.joining(" or "));
        Remedy advised = new Remedy(
                remedy.advice() + (end.isEmpty() ? "" : " A session that is not needed can be ended: " + end + "."),
                remedy.options());
        Remedy longer = advised.or("to wait longer", new Remedy.Configure(Remedy.Setting.LOCK_TIMEOUT));
        return retries != null && retries.isOn()
                ? longer.or("to try again for longer", new Remedy.Configure(Remedy.Setting.LOCK_RETRY))
                : longer;
    }

    /** For whom it waited, as far as is known, and how often it was tried; to stand behind a failure. */
    static String described(Run run, TxFailure failure, @Nullable LockRetries retries) {
        if (!failure.is("55P03", "57014")) {
            return "";
        }
        LockWait known = retries == null ? null : retries.last;
        String behind = run.connection()
                .lockWait()
                .map(run.hidden()::hide)
                .or(() -> Optional.ofNullable(known))
                .map(wait -> "; it waited for a lock behind " + wait.description())
                .orElse("");
        return retries == null || retries.attempts < 2 || !failure.is("55P03")
                ? behind
                : behind + "; it was tried " + retries.attempts + " times in " + Durations.seconds(retries.tried());
    }
}
