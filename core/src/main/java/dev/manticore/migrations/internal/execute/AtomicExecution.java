package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;

/**
 * Script, fence and history row in one transaction, in one round trip. Sent again after a serialization failure; after an
 * unknown outcome only when the history, read under a new lease, says that it was not carried out.
 */
final class AtomicExecution {
    private static final String ROLLED_BACK = "; it was rolled back.";
    private static final String REMEDY =
            "It was rolled back, nothing of it remains: correct the file and run the same command again.";

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final String before;

    AtomicExecution(StepContext context, WorkStep step) {
        this.context = context;
        this.run = context.run();
        this.step = step;
        this.before = "before " + step.name() + " was carried out";
    }

    StepResult carryOut() {
        try {
            return run.retrying(RetryPolicy.ATOMIC_MIGRATION, before, this::attempt);
        } catch (TxFailure failure) {
            return StepResult.of(refused(failure));
        }
    }

    private StepResult attempt() throws TxFailure {
        try {
            context.send(
                    step,
                    context.transactions()
                            .atomic(
                                    step,
                                    context.lease().lease(),
                                    context.session().becomeUser()));
            return new StepResult.Done();
        } catch (TxFailure failure) {
            if (FailureKind.isPartial(failure)) {
                return new PartialCommit(context, step).afterTransaction(failure);
            }
            if (!FailureKind.isOutcomeUnknown(failure)) {
                throw failure;
            }
            context.announceUnknown(step, failure);
            return switch (context.findOut(step, failure)) {
                case CARRIED_OUT -> new StepResult.Done();
                case OVERTAKEN -> new StepResult.Overtaken(failure);
                case NOT_CARRIED_OUT -> {
                    run.checkInterrupted(before);
                    throw failure;
                }
            };
        }
    }

    /** Nothing of it remains. */
    private MigrationException refused(TxFailure failure) {
        if (FailureKind.isConnecting(failure)) {
            return DatabaseFailures.of(failure, "reconnecting", run.report());
        }
        if (FailureKind.isCancelled(failure)) {
            run.checkInterrupted("while " + step.name() + " was carried out; it was rolled back");
        }
        int statements = step.script().statements().size();
        int statement =
                failure.statement() - context.transactions().localSettings(step).size();
        int fence = statements + context.session().becomeUser().size();
        boolean own = statement < 0 || (statement >= statements && statement != fence);
        if (failure.statement() >= 0 && own) {
            String doing = (statement < 0 ? "preparing " : "recording ") + step.name();
            return DatabaseFailures.of(failure, doing, run.report());
        }
        return statement == fence && failure.phase() == Phase.STATEMENT
                ? context.failures().leaseLost(step.name(), failure, ROLLED_BACK)
                : context.failures()
                        .unlessLeaseLost(
                                context.lease().lease(),
                                step.name(),
                                failure,
                                ROLLED_BACK,
                                context.failures().failed(step, failure, statement, REMEDY));
    }
}
