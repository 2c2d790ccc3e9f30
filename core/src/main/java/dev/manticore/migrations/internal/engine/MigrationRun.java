package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies and reverts: history, plan, lease, history again under the lease, the steps one by one, release. Nothing to do
 * ends after the first reading, without the lease.
 */
final class MigrationRun {
    private static final int MOST_PLANS = 5;

    private final Context context;
    private final Target target;
    private final Reading reading;
    private final StepFailures failures;
    private final SessionCare session;
    private @Nullable Lease lease;
    private boolean outdated;
    private int plannedAnew;
    private @Nullable Progress progress;
    private List<WorkStep> steps = List.of();

    MigrationRun(Context context, Target target) {
        this.context = context;
        this.target = target;
        this.reading = new Reading(context);
        this.failures = new StepFailures(context);
        this.session = new SessionCare(context);
    }

    Step<MigrationReport> start() {
        return reading.files(() -> reading.historyAndLease(found -> reading.plan(
                found,
                target,
                planned -> planned.steps().isEmpty()
                        ? done()
                        : new LeaseAcquisition<>(context, this::begin, Asking::fail).start(found.tables()),
                Asking::fail)));
    }

    /** Plans anew: another runner may have done it all in the meantime. */
    private Step<MigrationReport> begin(LeaseAcquisition.Held held) {
        this.lease = held.lease();
        Progress left = held.progress();
        if (left != null && ProgressCheck.isSettled(left, held.history())) {
            return new Persistence<MigrationReport>(context, "before a note was cleared", this::releaseAndFail)
                    .send(
                            TxScript.autocommit(List.of(context.store().note(lease(), null))),
                            cleared -> plan(null, held.history()),
                            failure -> Failures.isOutcomeUnknown(failure) && ++plannedAnew <= MOST_PLANS
                                    ? new LeaseAcquisition<>(context, this::begin, Asking::fail).start(true)
                                    : releaseAndFail(Failures.of(failure, "clearing a note", context.report())));
        }
        return plan(left, held.history());
    }

    private Step<MigrationReport> plan(@Nullable Progress left, History history) {
        this.progress = left;
        return reading.plan(
                new Reading.Found(Optional.of(history), new LeaseState.Free(null, left), true),
                target,
                planned -> left == null
                        ? begin(planned)
                        : new ProgressCheck(context)
                                .obstacle(left, planned)
                                .map(this::releaseAndFail)
                                .orElseGet(() -> begin(planned)),
                this::releaseAndFail);
    }

    private Step<MigrationReport> begin(Planning.Planned planned) {
        steps = planned.steps();
        return new Step.Work<Plan, MigrationReport>(
                () -> new Description(context).of(planned, true),
                plan -> plan.isEmpty()
                        ? release(this::done)
                        : new Step.Tell<>(new MigrationEvent.RunStarted(plan), () -> step(plan, 0)));
    }

    private Step<MigrationReport> step(Plan plan, int index) {
        if (index == steps.size()) {
            return release(this::done);
        }
        if (outdated) {
            outdated = false;
            return new LeaseAcquisition<>(context, this::begin, this::releaseAndFail).start(true);
        }
        PlanStep shown = plan.steps().get(index);
        WorkStep step = steps.get(index);
        long start = context.ambient().nanoTime().getAsLong();
        Supplier<Step<MigrationReport>> finished =
                () -> finished(shown, start, () -> session.after(() -> step(plan, index + 1)));
        return interruptible(
                "before " + Description.name(step) + " was carried out",
                () -> new Step.Tell<>(
                        new MigrationEvent.StepStarted(shown, index, steps.size()),
                        () -> session.before(
                                step, () -> execute(step, shown, finished), failure -> fail(step, failure))),
                this::releaseAndFail);
    }

    private Step<MigrationReport> execute(WorkStep step, PlanStep shown, Supplier<Step<MigrationReport>> then) {
        return step.execution() == PlanStep.Execution.ATOMIC
                ? new AtomicExecution(this, context, step, then).attempt()
                : new StepwiseExecution(this, context, step, shown, then).begin(takeProgress(step));
    }

    /** What an earlier runner left of this step, once. */
    private @Nullable Progress takeProgress(WorkStep step) {
        Progress left = progress;
        progress = null;
        return left != null && left.version() == step.version() && left.direction() == step.direction() ? left : null;
    }

    private Step<MigrationReport> finished(PlanStep shown, long start, Supplier<Step<MigrationReport>> then) {
        Duration duration = context.ambient().since(start);
        context.finished(
                new StepReport(shown.version(), shown.description(), shown.direction(), shown.origin(), duration));
        return new Step.Tell<>(new MigrationEvent.StepFinished(shown, duration), then);
    }

    private Step<MigrationReport> done() {
        return new Step.Done<>(context.report());
    }

    private Step<MigrationReport> release(Supplier<Step<MigrationReport>> then) {
        return new Release<MigrationReport>(context).then(lease(), then);
    }

    private Step<MigrationReport> releaseAndFail(MigrationException failure) {
        return release(() -> Asking.fail(failure));
    }

    // ---- what the executions of steps need ----

    Lease lease() {
        return Objects.requireNonNull(lease, "no lease yet");
    }

    SessionCare session() {
        return session;
    }

    StepFailures failures() {
        return failures;
    }

    /** What keeps the lease beside a message of a step's script. */
    KeepAlive keepAlive(WorkStep step) {
        return new KeepAlive(
                lease().duration().dividedBy(3),
                context.store().renew(lease()),
                !context.database().isCockroach(),
                LostAnswer.longestRest(step.script().text().length()));
    }

    /** Goes on, unless the thread was interrupted. */
    Step<MigrationReport> interruptible(
            String when,
            Supplier<Step<MigrationReport>> then,
            Function<MigrationException, Step<MigrationReport>> otherwise) {
        return pause(Duration.ZERO, when, then, otherwise);
    }

    Step<MigrationReport> pause(
            Duration delay,
            String when,
            Supplier<Step<MigrationReport>> then,
            Function<MigrationException, Step<MigrationReport>> otherwise) {
        return new Step.Wait<>(delay, then, () -> otherwise.apply(context.interrupted(when)));
    }

    Step<MigrationReport> fail(WorkStep step, MigrationException failure) {
        return new Step.Tell<>(failed(step, failure), () -> session.after(() -> releaseAndFail(failure)));
    }

    private MigrationEvent failed(WorkStep step, MigrationException failure) {
        return new MigrationEvent.StepFailed(new Description(context).of(step), failure);
    }

    /**
     * After an unknown outcome: takes the lease with a new token, which waits for a transaction still in flight or fences
     * it off, and reads the history. Where another runner had the lease in between, all is planned anew.
     *
     * @param notCarriedOut goes on if the history does not have the step, and nobody else had the lease
     */
    Step<MigrationReport> recover(
            WorkStep step,
            Supplier<Step<MigrationReport>> carriedOut,
            Function<LeaseAcquisition.Held, Step<MigrationReport>> notCarriedOut,
            TxFailure failure) {
        return recover(step, carriedOut, notCarriedOut, notReached -> unknown(step, failure, notReached), failure);
    }

    /**
     * The same.
     *
     * @param unreachable what to fail with when nothing can be found out
     */
    Step<MigrationReport> recover(
            WorkStep step,
            Supplier<Step<MigrationReport>> carriedOut,
            Function<LeaseAcquisition.Held, Step<MigrationReport>> notCarriedOut,
            Function<MigrationException, MigrationException> unreachable,
            TxFailure failure) {
        return new LeaseAcquisition<MigrationReport>(
                        context,
                        held -> {
                            // Each acquisition counts the token up by one. One of this run's own whose answer was lost
                            // looks like somebody else's, which does no harm.
                            boolean disturbed = held.lease().token() != lease().token() + 1;
                            lease = held.lease();
                            if (ProgressCheck.isRecorded(step, held.history())) {
                                outdated |= disturbed;
                                return carriedOut.get();
                            }
                            return disturbed ? planAnew(step, held, failure) : notCarriedOut.apply(held);
                        },
                        notReached -> {
                            MigrationException told = unreachable.apply(notReached);
                            return new Step.Tell<>(failed(step, told), () -> Asking.fail(told));
                        })
                .start(true);
    }

    private Step<MigrationReport> planAnew(WorkStep step, LeaseAcquisition.Held held, TxFailure failure) {
        return ++plannedAnew > MOST_PLANS ? fail(step, unknown(step, failure, null)) : session.after(() -> begin(held));
    }

    /**
     * Nobody knows what became of a step.
     *
     * @param obstacle why it could not be found out, or null
     */
    MigrationException unknown(WorkStep step, TxFailure failure, @Nullable MigrationException obstacle) {
        MigrationException unknown = new OutcomeUnknownException(
                "The answer to " + Description.name(step)
                        + " did not arrive, so that it may or may not have been carried"
                        + " out: " + failure.text()
                        + (obstacle == null ? "" : " It could not be found out either: " + obstacle.getMessage()),
                "Run the same command again when the database can be reached: it finds out by itself.",
                context.report(),
                failure);
        if (obstacle != null) {
            unknown.addSuppressed(obstacle);
        }
        return unknown;
    }
}
