package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Callbacks;
import dev.manticore.migrations.internal.plan.CallbackSchedule;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Run;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The callbacks of a run that have transactions of their own: each event occurs once, also if the run plans again. */
public final class CallbackRuns {
    private final Run run;
    private final Callbacks callbacks;
    private final Set<CallbackEvent> occurred = EnumSet.noneOf(CallbackEvent.class);
    /** What occurs if the run fails now; null if nothing does. */
    private @Nullable CallbackEvent atFailure;

    public CallbackRuns(Run run, Callbacks callbacks) {
        this.run = run;
        this.callbacks = callbacks;
    }

    /** Whether a plan has a callback between its steps, or before or after them. */
    public boolean areDue(Planning.Planned plan) {
        return !plan.callbacks().isEmpty();
    }

    /** The callbacks before a missing schema is created. There is no lease yet, whose table will be in that schema. */
    public void beforeSchema(Planning.Planned plan) {
        if (plan.migrates()) {
            occur(CallbackEvent.CREATE_SCHEMA, null);
            occur(CallbackEvent.BEFORE_CREATE_SCHEMA, null);
        }
    }

    /**
     * What is due before a step of a plan.
     *
     * @param next its index; the number of steps after the last one
     */
    void before(Planning.Planned plan, int next, HeldLease lease) {
        plan.events(run.report()).stream()
                .filter(due -> due.before() == next)
                .forEach(due -> occur(due.event(), lease));
    }

    /** The index of the first step behind one before which a callback is due; the number of steps if there is none. */
    int nextAfter(Planning.Planned plan, int step) {
        return plan.events(run.report()).stream()
                .filter(due -> due.before() > step && !callbacks.of(due.event()).isEmpty())
                .mapToInt(CallbackSchedule.Due::before)
                .min()
                .orElse(plan.steps().size());
    }

    private void occur(CallbackEvent event, @Nullable HeldLease lease) {
        if (!occurred.add(event)) {
            return;
        }
        switch (event) {
            case AFTER_UNDO, AFTER_MIGRATE_APPLIED, AFTER_MIGRATE -> atFailure = null;
            default -> {}
        }
        for (Callback callback : callbacks.of(event)) {
            new CallbackExecution(run, lease, callback).carryOut();
        }
        switch (event) {
            case BEFORE_UNDO -> atFailure = CallbackEvent.AFTER_UNDO_ERROR;
            case BEFORE_MIGRATE -> atFailure = CallbackEvent.AFTER_MIGRATE_ERROR;
            default -> {}
        }
    }

    /** A step has failed, and its transaction is rolled back. */
    void stepFailed(Direction direction, HeldLease lease, MigrationException failure) {
        after(
                failure,
                direction == Direction.APPLY
                        ? CallbackEvent.AFTER_EACH_MIGRATE_ERROR
                        : CallbackEvent.AFTER_EACH_UNDO_ERROR,
                lease);
    }

    /** The run has failed. */
    void runFailed(HeldLease lease, MigrationException failure) {
        if (atFailure != null) {
            after(failure, atFailure, lease);
        }
    }

    /**
     * Nothing is executed where the database cannot be reached, the lease is lost, or the run was interrupted. Another
     * failure does not take the place of the first one.
     */
    private void after(MigrationException failure, CallbackEvent event, HeldLease lease) {
        boolean isSound = failure instanceof StatementFailedException
                || failure instanceof CallbackFailedException
                || failure instanceof DatabaseErrorException;
        if (!isSound) {
            return;
        }
        try {
            occur(event, lease);
        } catch (MigrationException another) {
            failure.addSuppressed(another);
        }
    }
}
