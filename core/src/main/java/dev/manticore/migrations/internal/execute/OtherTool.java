package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.LockQuestion;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryGuard;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Another tool that writes the same history and does not know the lease. Each transaction takes that tool's lock, or
 * fails at once; then the run waits here, outside of any transaction. For one step.
 */
final class OtherTool {
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

    private final StepContext context;
    private final Run run;
    private final Optional<HistoryGuard> guard;
    private final String before;
    // From the first wait on.
    private @Nullable Long start;
    private List<Integer> told = List.of();
    private int waits;

    OtherTool(StepContext context) {
        this.context = context;
        this.run = context.run();
        this.guard = context.statements().guard();
        this.before = "before " + context.step().name() + " was executed";
    }

    /** What goes before the statements of a transaction. */
    List<Part> guards() {
        return guards(run, context.step());
    }

    /** What goes before the statements of a step's transaction. */
    static List<Part> guards(Run run, WorkStep step) {
        return new StepStatements(run, step)
                .guard().stream()
                        .flatMap(it -> Stream.concat(
                                Stream.ofNullable(it.lock()).map(key -> Part.of(tryLock(key), Purpose.GUARD)),
                                Stream.of(Part.of(it.unchanged(), Purpose.UNCHANGED))))
                        .toList();
    }

    private static String tryLock(long key) {
        return "SELECT 1 / (CASE WHEN pg_catalog.pg_try_advisory_xact_lock(" + key + ") THEN 1 ELSE 0 END)";
    }

    /**
     * Whether what failed has to be sent again, after a wait for the other tool.
     *
     * @param purpose of the statement that failed
     * @throws StepEnded when the other tool has changed the history, so that the rest has to be planned again
     */
    boolean hasWaited(TxFailure failure, Purpose purpose) throws StepEnded {
        if (guard.isEmpty() || failure.phase() != Phase.STATEMENT) {
            return false;
        }
        boolean conflict = purpose == Purpose.UNCHANGED || purpose == Purpose.RECORD;
        if (conflict && failure.is("22012", "23502", "23505")) {
            planAgainIfChanged(failure);
        }
        if (purpose != Purpose.GUARD || !failure.is("22012")) {
            return false;
        }
        await(guard.get().lock());
        return true;
    }

    private void planAgainIfChanged(TxFailure failure) throws StepEnded {
        History known = context.lease().history();
        if (context.lease().takeAnew()) {
            throw new StepEnded(new StepResult.Overtaken(failure));
        }
        if (!context.lease().history().equals(known)) {
            throw new StepEnded(new StepResult.ChangedElsewhere());
        }
    }

    private void await(@Nullable Long lock) {
        long now = run.environment().nanoTime().getAsLong();
        start = start == null ? Long.valueOf(now) : start;
        while (lock != null) {
            Duration waited = run.environment().since(start);
            List<Blocker> holders = holders(lock);
            if (holders.isEmpty()) {
                return;
            }
            LockWait wait = new LockWait(waited, holders);
            if (waited.compareTo(run.settings().lockWait()) >= 0) {
                throw timedOut(wait);
            }
            List<Integer> processes = holders.stream().map(Blocker::process).toList();
            if (!processes.equals(told)) {
                told = processes;
                run.tell(new MigrationEvent.StatementBlocked(
                        context.shown(), run.hidden().hide(wait)));
            }
            waits++;
            run.pause(run.environment().backOff(FIRST_DELAY, LONGEST_DELAY, waits), before);
        }
    }

    /** Who holds the lock; none if it is free. The lease is renewed meanwhile. */
    private List<Blocker> holders(long lock) {
        Query<List<Blocker>> question = LockQuestion.holders(lock)
                .after(List.of(run.leases().renew(context.lease().lease())));
        try {
            return run.retrying(RetryPolicy.TRANSACTION, before, () -> run.ask(question));
        } catch (TxFailure failure) {
            throw failure.statement() == 0 && failure.phase() == Phase.STATEMENT
                    ? StepFailures.leaseLost(run, context.step().name(), failure, StepFailures.NOTHING_MORE)
                    : DatabaseFailures.of(failure, "asking which session migrates", run.report());
        }
    }

    private LeaseNotObtainedException timedOut(LockWait wait) {
        return new LeaseNotObtainedException(
                "Another tool is migrating with " + run.store().table() + ": "
                        + run.hidden().hide(wait).description() + ".",
                Remedy.of("Wait until it has finished, and try again.")
                        .or("to wait longer", new Remedy.Configure(Remedy.Setting.LOCK_WAIT)),
                run.report(),
                null);
    }
}
