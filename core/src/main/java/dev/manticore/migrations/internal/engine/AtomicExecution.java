package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Script, fence and history row in one transaction, in one round trip. Sent again, fresh, after a serialization failure;
 * after an unknown outcome only when the history, read under a new lease, says that it was not carried out.
 */
final class AtomicExecution {
    static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final String BEFORE = "before %s was carried out";

    private final MigrationRun run;
    private final Context context;
    private final WorkStep step;
    private final Supplier<Step<MigrationReport>> then;
    private int attempts;

    AtomicExecution(MigrationRun run, Context context, WorkStep step, Supplier<Step<MigrationReport>> then) {
        this.run = run;
        this.context = context;
        this.step = step;
        this.then = then;
    }

    Step<MigrationReport> attempt() {
        attempts++;
        return new Step.Ask<>(
                new Command.Run(new Transactions(context)
                        .atomic(step, run.lease(), run.session().becomeUser())),
                Patience.script(run.keepAlive(step)),
                result -> then.get(),
                this::failed);
    }

    private Step<MigrationReport> failed(TxFailure failure) {
        if (Failures.isPartial(failure)) {
            return new PartialCommit(run, context, step, then).afterTransaction(failure);
        }
        if (Failures.isOutcomeUnknown(failure)) {
            return new Step.Tell<>(
                    new MigrationEvent.OutcomeUnknown(Description.name(step), failure.text()),
                    () -> run.recover(step, then, held -> notCarriedOut(failure), failure));
        }
        if (attempts < MOST_ATTEMPTS && (Failures.isPassing(failure) || failure.phase() == Phase.CONNECT)) {
            return again(failure);
        }
        if (failure.phase() == Phase.CONNECT) {
            return run.fail(step, Failures.of(failure, "reconnecting", context.report()));
        }
        return Failures.isCancelled(failure)
                ? run.interruptible(
                        "while " + Description.name(step) + " was carried out; it was rolled back",
                        () -> refused(failure),
                        interrupted -> run.fail(step, interrupted))
                : refused(failure);
    }

    /** At once the first time, since a connection may simply have been old. */
    private Step<MigrationReport> notCarriedOut(TxFailure failure) {
        if (attempts >= MOST_ATTEMPTS) {
            return refused(failure);
        }
        return attempts == 1
                ? run.interruptible(
                        BEFORE.formatted(Description.name(step)), this::attempt, stop -> run.fail(step, stop))
                : again(failure);
    }

    private Step<MigrationReport> again(TxFailure failure) {
        Duration delay = delay(context, attempts);
        return new Step.Tell<>(
                new MigrationEvent.Retrying(failure.text(), attempts, delay),
                () -> run.pause(
                        delay,
                        BEFORE.formatted(Description.name(step)),
                        this::attempt,
                        interrupted -> run.fail(step, interrupted)));
    }

    /** Nothing of it remains. */
    private Step<MigrationReport> refused(TxFailure failure) {
        int settings = new Transactions(context).localSettings(step).size();
        int statement = failure.statement() - settings;
        int statements = step.script().statements().size();
        int fence = statements + run.session().becomeUser().size();
        boolean own = statement < 0 || (statement >= statements && statement != fence);
        if (failure.statement() >= 0 && own) {
            String doing = (statement < 0 ? "preparing " : "recording ") + Description.name(step);
            return run.fail(step, Failures.of(failure, doing, context.report()));
        }
        StepFailures failures = run.failures();
        String name = Description.name(step);
        return statement == fence && failure.phase() == Phase.STATEMENT
                ? failures.leaseLost(name, failure, ROLLED_BACK, lost -> run.fail(step, lost))
                : failures.unlessLeaseLost(
                        run.lease(),
                        name,
                        failure,
                        ROLLED_BACK,
                        failures.failed(step, failure, statement, REMEDY),
                        reported -> run.fail(step, reported));
    }

    static Duration delay(Context context, int attempt) {
        return context.ambient().backOff(FIRST_DELAY, LONGEST_DELAY, attempt);
    }

    private static final String ROLLED_BACK = "; it was rolled back.";

    private static final String REMEDY =
            "It was rolled back, nothing of it remains: correct the file and run the same command again.";
}
