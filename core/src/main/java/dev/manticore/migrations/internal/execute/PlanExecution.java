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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans under the lease and carries out the plan, one step after the other; plans again when another runner had the lease. */
public final class PlanExecution {
    private static final int MOST_PLANS = 5;

    private final Run run;
    private final HeldLease lease;
    private final Target target;
    private final PlanMaker plans;
    private final PlanDescription description;
    private final StepContext context;
    private int plannedAgain;
    // What an earlier run left of the first step.
    private @Nullable Progress left;

    public PlanExecution(Run run, HeldLease lease, MigrationSet files, Target target) {
        this.run = run;
        this.lease = lease;
        this.target = target;
        this.plans = new PlanMaker(run, files);
        this.description = new PlanDescription(run);
        ScriptTransactions transactions = new ScriptTransactions(run);
        this.context = new StepContext(
                run,
                lease,
                new SessionRestore(run, transactions),
                transactions,
                new StepFailures(run),
                new ProgressCheck(run, files));
    }

    /** Carries everything out; another runner may have done it all by now. */
    public void carryOut() {
        List<WorkStep> steps = plan();
        int next = 0;
        while (next < steps.size()) {
            if (lease.takeOvertaken()) {
                lease.refresh();
                steps = plan();
                next = 0;
            } else if (carryOut(steps.get(next), next, steps.size())) {
                next++;
            } else {
                steps = plan();
                next = 0;
            }
        }
    }

    private List<WorkStep> plan() {
        clearSettledProgress();
        Planning.Planned planned = plans.plan(lease.history(), new LeaseState.Free(null, left), target);
        if (left != null) {
            context.progress().obstacle(left, planned).ifPresent(obstacle -> {
                throw obstacle;
            });
        }
        Plan shown = description.of(planned, true);
        if (!shown.isEmpty()) {
            run.tell(new MigrationEvent.RunStarted(shown));
        }
        return planned.steps();
    }

    /** The history says that what is noted as partially applied is settled: somebody did that by hand. */
    private void clearSettledProgress() {
        left = lease.progress();
        while (left != null && ProgressCheck.isSettled(left, lease.history())) {
            TxScript clear = TxScript.autocommit(List.of(run.leases().note(lease.lease(), null)));
            try {
                run.retrying(RetryPolicy.TRANSACTION, "before a note was cleared", () -> run.send(clear));
                left = null;
            } catch (TxFailure failure) {
                if (!FailureKind.isOutcomeUnknown(failure) || ++plannedAgain > MOST_PLANS) {
                    throw DatabaseFailures.of(failure, "clearing a note", run.report());
                }
                lease.takeAnew();
                left = lease.progress();
            }
        }
    }

    /** One step; false when what remains has to be planned again. */
    private boolean carryOut(WorkStep step, int index, int total) {
        run.checkInterrupted("before " + step.name() + " was carried out");
        PlanStep shown = description.of(step);
        run.tell(new MigrationEvent.StepStarted(shown, index, total));
        long start = run.environment().nanoTime().getAsLong();
        return result(step, shown).match(new StepResult.Cases<Boolean>() {
            @Override
            public Boolean done() {
                Duration duration = run.environment().since(start);
                run.finished(
                        new StepReport(shown.id(), shown.description(), shown.direction(), shown.origin(), duration));
                run.tell(new MigrationEvent.StepFinished(shown, duration));
                context.session().restore();
                return true;
            }

            @Override
            public Boolean overtaken(StepResult.Overtaken result) {
                if (++plannedAgain > MOST_PLANS) {
                    throw ended(shown, context.failures().unknown(step, result.failure(), null));
                }
                context.session().restore();
                return false;
            }

            @Override
            public Boolean leaseLost(StepResult.LeaseLost result) {
                throw ended(shown, result.failure());
            }

            @Override
            public Boolean inDoubt(StepResult.InDoubt result) {
                throw ended(shown, result.failure());
            }

            @Override
            public Boolean failed(StepResult.Failed result) {
                throw ended(shown, result.failure());
            }
        });
    }

    private StepResult result(WorkStep step, PlanStep shown) {
        Optional<Progress> progress = takeProgress(step);
        try {
            context.session().prepare(step);
            return switch (step.execution()) {
                case ATOMIC -> new AtomicExecution(context, step).carryOut();
                case STEPWISE -> new StepwiseExecution(context, step, shown).carryOut(progress.orElse(null));
            };
        } catch (MigrationException failure) {
            return StepResult.of(failure);
        }
    }

    private MigrationException ended(PlanStep shown, MigrationException failure) {
        run.tell(new MigrationEvent.StepFailed(shown, failure));
        context.session().restore();
        return failure;
    }

    /** What an earlier run left of this step, once. */
    private Optional<Progress> takeProgress(WorkStep step) {
        Progress taken = left;
        left = null;
        return Optional.ofNullable(taken)
                .filter(progress -> progress.id().equals(step.version()) && progress.direction() == step.direction());
    }
}
