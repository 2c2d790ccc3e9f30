package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.plan.TransactionRule;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.script.Script;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a person decided about a script that is part done, or writes the history, under the lease and its fence.
 * Runs none of its statements.
 */
final class Decision {
    private final Context context;
    private final Resumption resumption;

    Decision(Context context, Resumption resumption) {
        this.context = context;
        this.resumption = resumption;
    }

    Step<Resumed> start() {
        Reading reading = new Reading(context);
        return reading.files(() -> reading.historyAndLease(found -> {
            LeaseState lease = found.lease();
            return lease != null && lease.progress() == null
                    ? Asking.fail(nothing(
                            lease instanceof LeaseState.Held held
                                    ? " A run of " + held.owner() + " holds the lease."
                                    : ""))
                    : new LeaseAcquisition<Resumed>(context, this::decide, Asking::fail).start(true);
        }));
    }

    private Step<Resumed> decide(LeaseAcquisition.Held held) {
        Progress left = held.progress();
        return left == null || ProgressCheck.isSettled(left, held.history())
                ? release(held.lease(), nothing(""))
                // Checksums over long scripts are nothing for an event loop.
                : new Step.Work<Step<Resumed>, Resumed>(() -> decide(held.lease(), left), step -> step);
    }

    private Step<Resumed> decide(Lease lease, Progress left) {
        Script script = ProgressCheck.script(context.files(), left);
        if (resumption instanceof Resumption.Abandon) {
            return write(lease, left, null, null, new Resumed(left.version(), left.direction(), 1, place(script, 0)));
        }
        if (script == null) {
            List<Problem> problems = new ArrayList<>(context.files().problems());
            problems.add(problem(
                    Kind.PARTLY_DONE,
                    ProgressCheck.partly(left) + " But its file is gone.",
                    null,
                    "Restore the file. " + ProgressCheck.ABANDON));
            return release(lease, new InvalidMigrationsException(problems, context.report()));
        }
        if (!script.problems().isEmpty()) {
            return release(lease, new InvalidMigrationsException(script.problems(), context.report()));
        }
        return resumption instanceof Resumption.From from
                ? from(from.statement(), lease, left, script)
                : write(
                        lease,
                        left,
                        null,
                        historyChange(left),
                        new Resumed(left.version(), left.direction(), null, null));
    }

    private Step<Resumed> from(int statement, Lease lease, Progress left, Script script) {
        List<Problem> problems = new ArrayList<>();
        if (TransactionRule.executionOf(script, context.database(), problems::add) != Execution.STEPWISE) {
            problems.add(ProgressCheck.oneTransaction(left, script));
        }
        int count = script.statements().size();
        if (statement > count + 1) {
            problems.add(problem(
                    Kind.UNKNOWN_TARGET,
                    ProgressCheck.name(left) + " has no statement " + statement + ": there are " + count + ".",
                    SourceLocation.file(script.origin()),
                    "Name one from 1 to " + (count + 1) + "; the last means that all are carried out."));
        }
        if (!problems.isEmpty()) {
            return release(lease, new InvalidMigrationsException(problems, context.report()));
        }
        int done = statement - 1;
        Progress progress = new Progress(
                left.version(),
                left.direction(),
                StatementChain.of(script, done),
                done,
                false,
                done == left.done() ? begun(left) : null);
        return write(
                lease,
                left,
                progress,
                null,
                new Resumed(left.version(), left.direction(), statement, place(script, done)));
    }

    /** That a statement was begun before says whose an invalid index of its name is. */
    private static @Nullable String begun(Progress left) {
        return left.running() ? "interrupted" : left.error();
    }

    /** How long it took is not known. */
    private String historyChange(Progress left) {
        WorkStep step = new WorkStep(
                Objects.requireNonNull(context.files().byVersion().get(left.version())),
                left.direction(),
                Execution.STEPWISE);
        return new Transactions(context).historyChange(step, Duration.ZERO);
    }

    private static @Nullable SourceLocation place(@Nullable Script script, int index) {
        return script == null || index >= script.statements().size()
                ? null
                : script.locate(script.statements().get(index).start());
    }

    private Step<Resumed> write(
            Lease lease, Progress left, @Nullable Progress note, @Nullable String history, Resumed outcome) {
        List<TxStatement> statements = new ArrayList<>();
        statements.add(TxStatement.of(context.store().note(lease, note)));
        if (history != null) {
            statements.add(TxStatement.of(history));
        }
        return new Persistence<Resumed>(
                        context, "before anything was changed", interrupted -> release(lease, interrupted))
                .send(
                        TxScript.transaction(statements),
                        written -> new Release<Resumed>(context)
                                .then(
                                        lease,
                                        () -> new Step.Tell<>(
                                                new MigrationEvent.ProgressDecided(resumption, outcome),
                                                () -> new Step.Done<>(outcome))),
                        failure -> failed(lease, ProgressCheck.name(left), failure));
    }

    private Step<Resumed> failed(Lease lease, String name, TxFailure failure) {
        if (Failures.isOutcomeUnknown(failure)) {
            return release(
                    lease,
                    new OutcomeUnknownException(
                            "The answer to what was decided about " + name + " did not arrive: " + failure.text(),
                            "Look at the status; if " + name + " is as it was, run the same command again.",
                            context.report(),
                            failure));
        }
        return failure.statement() == 0 && failure.phase() == Phase.STATEMENT
                ? new StepFailures(context)
                        .leaseLost(name, failure, "; nothing was changed.", lost -> release(lease, lost))
                : release(lease, Failures.of(failure, "recording " + name, context.report()));
    }

    private InvalidMigrationsException nothing(String more) {
        return new InvalidMigrationsException(
                List.of(problem(
                        Kind.NOT_PARTLY_DONE,
                        "No migration is part done, so that there is nothing to resume." + more,
                        null,
                        "Look at the status; to apply what is pending, migrate.")),
                context.report());
    }

    private static Problem problem(Kind kind, String message, @Nullable SourceLocation location, String remedy) {
        return new Problem(kind, message, location, remedy);
    }

    private Step<Resumed> release(Lease lease, MigrationException failure) {
        return new Release<Resumed>(context).then(lease, () -> Asking.fail(failure));
    }
}
