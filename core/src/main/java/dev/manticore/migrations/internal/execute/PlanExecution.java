package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans under the lease and carries out the plan, one step after the other; plans again when another runner had the
 * lease.
 */
public final class PlanExecution {
    private static final int MOST_PLANS = 5;
    private static final String BEFORE = "before a partially applied migration was continued";

    private final Run run;
    private final HeldLease lease;
    private final MigrationSet files;
    private final Target target;
    private final AgreedPlan agreed;
    private final CallbackRuns callbacks;
    private final PlanMaker plans;
    private final BatchSize size;
    private Batches batches;
    private int plannedAgain;
    // What an earlier run left of the first step.
    private @Nullable Progress left;

    public PlanExecution(
            Run run, HeldLease lease, MigrationSet files, CallbackRuns callbacks, Target target, AgreedPlan agreed) {
        this.run = run;
        this.lease = lease;
        this.files = files;
        this.callbacks = callbacks;
        this.target = target;
        this.agreed = agreed;
        this.plans = new PlanMaker(run, files);
        this.size = new BatchSize(run.settings().batchTime());
        this.batches = new Batches(run, size);
    }

    /** Carries everything out; another runner may have done it all by now. */
    public void carryOut() {
        try {
            carryOutPlan();
        } catch (MigrationException failure) {
            callbacks.runFailed(lease, failure);
            throw failure;
        }
    }

    private void carryOutPlan() {
        Planning.Planned planned = plan();
        int next = 0;
        while (true) {
            callbacks.before(planned, next, lease);
            List<WorkStep> steps = planned.steps();
            if (next == steps.size()) {
                return;
            }
            boolean outdated = lease.takeOvertaken();
            if (outdated) {
                lease.refresh();
            }
            if (!outdated && carryOutStep(planned, next)) {
                next++;
            } else {
                planned = plan();
                next = 0;
            }
        }
    }

    private Planning.Planned plan() {
        batches = new Batches(run, size);
        examineProgress();
        Planning.Planned planned = plans.plan(lease.history(), new LeaseState.Free(null, left), target);
        agreed.check(run, planned);
        if (left != null && !planned.steps().isEmpty()) {
            new ProgressCheck(run, seen()).check(left, planned.steps().get(0));
        }
        Plan shown = PlanDescription.AS_WRITTEN.of(run, planned, true);
        if (!shown.isEmpty()) {
            run.tell(new MigrationEvent.RunStarted(shown));
        }
        return planned;
    }

    private MigrationSet seen() {
        return BaselineScripts.seen(files, lease.history(), target);
    }

    /** Makes sure that what an earlier run began has ended. Clears its note if somebody has settled it by hand. */
    private void examineProgress() {
        left = lease.progress();
        while (left != null) {
            try {
                new UnfinishedStatement(run, lease, left, ProgressCheck.script(seen(), left), BEFORE).awaitEnd();
                if (ProgressCheck.isSettled(seen(), left, lease.history())) {
                    TxScript clear = TxScript.autocommit(List.of(run.leases().note(lease.lease(), null)));
                    run.retrying(RetryPolicy.TRANSACTION, BEFORE, () -> run.send(clear));
                    left = null;
                }
                return;
            } catch (TxFailure failure) {
                if (!FailureKind.isOutcomeUnknown(failure) || ++plannedAgain > MOST_PLANS) {
                    throw DatabaseFailures.of(failure, "examining saved progress", run.report());
                }
                lease.takeAnew();
                left = lease.progress();
            }
        }
    }

    /** One step; false when what remains has to be planned again. */
    private boolean carryOutStep(Planning.Planned planned, int index) {
        List<WorkStep> steps = planned.steps();
        WorkStep step = steps.get(index);
        if (!batches.isSent(step, lease.history())) {
            run.checkInterrupted("before " + step.name() + " was executed");
        }
        PlanStep shown = PlanDescription.AS_WRITTEN.of(run, step);
        run.tell(new MigrationEvent.StepStarted(shown, index, steps.size()));
        long start = run.environment().nanoTime().getAsLong();
        StepContext context = new StepContext(run, lease, step, shown, ScriptSession.of(run, step));
        List<WorkStep> following = left == null
                ? steps.subList(index + 1, Math.max(index + 1, callbacks.nextAfter(planned, index)))
                : List.of();
        Progress progress = takeProgress(step);
        return result(context, following, progress).match(new StepResult.Cases<>() {
            @Override
            public Boolean applied(StepResult.Applied result) {
                Duration duration = result.time() == null ? run.environment().since(start) : result.time();
                run.finished(
                        new StepReport(shown.id(), shown.description(), shown.direction(), shown.origin(), duration));
                run.tell(new MigrationEvent.StepFinished(shown, duration));
                context.restoreSession();
                return true;
            }

            @Override
            public Boolean overtaken(StepResult.Overtaken result) {
                if (++plannedAgain > MOST_PLANS) {
                    throw ended(context, context.failures().unknown(result.unanswered(), null));
                }
                context.restoreSession();
                return false;
            }

            @Override
            public Boolean changedElsewhere(StepResult.ChangedElsewhere result) {
                context.restoreSession();
                return false;
            }

            @Override
            public Boolean failed(StepResult.Failed result) {
                throw ended(context, result.failure());
            }
        });
    }

    /** @param following the atomic steps among them may share its message, up to the first that may not */
    private StepResult result(StepContext context, List<WorkStep> following, @Nullable Progress progress) {
        try {
            @Nullable Duration time = null;
            switch (context.step().execution()) {
                case ATOMIC -> time = batches.carryOut(context, following);
                case STEPWISE -> new StepwiseExecution(context).carryOut(progress);
            }
            return new StepResult.Applied(time);
        } catch (StepEnded ended) {
            return ended.result();
        } catch (MigrationException failure) {
            return new StepResult.Failed(failure);
        } catch (OutOfMemoryError heap) {
            return new StepResult.Failed(context.failures().tooLarge(heap));
        }
    }

    private MigrationException ended(StepContext context, MigrationException failure) {
        run.tell(new MigrationEvent.StepFailed(context.shown(), failure));
        context.restoreSession();
        callbacks.stepFailed(context.step().direction(), lease, failure);
        return failure;
    }

    /** What an earlier run left of this step, once. */
    private @Nullable Progress takeProgress(WorkStep step) {
        Progress taken = left;
        left = null;
        return taken != null && taken.id().equals(step.id()) && taken.direction() == step.direction() ? taken : null;
    }
}
