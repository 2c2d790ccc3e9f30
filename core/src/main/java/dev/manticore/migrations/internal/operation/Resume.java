package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.HistoryChange;
import dev.manticore.migrations.internal.execute.PrefixChecksum;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.execute.StepStatements;
import dev.manticore.migrations.internal.execute.UnfinishedStatement;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.StepCallbacks;
import dev.manticore.migrations.internal.plan.TransactionRule;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.Units;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records what a person decided about a partially applied script, or writes the history, under the lease and its fence.
 * Runs none of its statements.
 */
public record Resume(Resumption resumption) implements Operation<Resumed> {
    private static final String BEFORE = "before anything was changed";

    @Override
    public Resumed carryOut(Run run) {
        MigrationSet loaded = run.load();
        LeaseState found = HistoryReader.of(run, loaded).historyAndLease().lease();
        MigrationSet completed = run.completed(loaded);
        if (found != null && found.progress() == null) {
            throw nothing(run, ProgressCheck.holder(found));
        }
        Resumed outcome;
        try (HeldLease lease = HeldLease.acquire(run, true)) {
            Progress left = lease.progress();
            MigrationSet files = BaselineScripts.seen(completed, lease.history(), Target.latest());
            if (left == null || ProgressCheck.isSettled(files, left, lease.history())) {
                throw nothing(run, "");
            }
            awaitEnd(run, files, lease, left);
            Decision decision = decide(run, files, left);
            write(run, lease, left, decision);
            outcome = decision.outcome();
        }
        run.tell(new MigrationEvent.ProgressDecided(resumption, outcome));
        return outcome;
    }

    /** Refuses what was decided while the statement was still under way, except to abandon it. */
    private void awaitEnd(Run run, MigrationSet files, HeldLease lease, Progress left) {
        Script script = ProgressCheck.script(files, left);
        try {
            if (new UnfinishedStatement(run, lease, left, script, BEFORE).awaitEnd()
                    && !(resumption instanceof Resumption.Abandon)) {
                throw new InvalidMigrationsException(
                        List.of(new Problem(
                                Kind.PARTLY_DONE,
                                ProgressCheck.partly(left) + " But the next one was still under way until now.",
                                null,
                                "Check the database again, and resume accordingly.")),
                        run.report());
            }
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking for an unfinished statement", run.report());
        }
    }

    /**
     * What is written, and the resulting state.
     *
     * @param note the progress from now on; null clears it
     * @param history the change of the history, or null
     */
    private record Decision(
            @Nullable Progress note, @Nullable String history, Resumed outcome) {}

    private Decision decide(Run run, MigrationSet files, Progress left) {
        return resumption.match(new Resumption.Cases<>() {
            @Override
            public Decision from(Resumption.From from) {
                return Resume.from(run, from.statement(), left, script(run, files, left));
            }

            @Override
            public Decision done() {
                script(run, files, left);
                WorkStep step = new WorkStep(
                        Objects.requireNonNull(ProgressCheck.migration(files, left)),
                        left.direction(),
                        Execution.STEPWISE,
                        StepCallbacks.NONE);
                // Its duration is not known.
                String history = new StepStatements(run, step).historyChange(Duration.ZERO);
                return new Decision(null, history, new Resumed(left.id(), left.direction(), null, null));
            }

            @Override
            public Decision abandon() {
                Script script = ProgressCheck.script(files, left);
                SourceLocation first = script == null ? null : place(script, 0);
                String history =
                        run.store().abandon(left.id(), left.direction()).orElse(null);
                return new Decision(null, history, new Resumed(left.id(), left.direction(), 1, first));
            }
        });
    }

    private static Script script(Run run, MigrationSet files, Progress left) {
        Script script = ProgressCheck.script(files, left);
        if (script == null) {
            List<Problem> problems = new ArrayList<>(files.problems());
            problems.add(new Problem(
                    Kind.PARTLY_DONE,
                    ProgressCheck.partly(left) + " But its file is missing.",
                    null,
                    ProgressCheck.abandonable("Restore the file.")));
            throw new InvalidMigrationsException(problems, run.report());
        }
        if (!script.problems().isEmpty()) {
            throw new InvalidMigrationsException(script.problems(), run.report());
        }
        return script;
    }

    private static Decision from(Run run, int statement, Progress left, Script script) {
        List<Problem> problems = new ArrayList<>();
        if (TransactionRule.executionOf(script, run.database(), problems::add) != Execution.STEPWISE) {
            problems.add(ProgressCheck.oneTransaction(left, script));
        }
        int count = script.statements().size();
        if (statement > count + 1) {
            problems.add(new Problem(
                    Kind.UNKNOWN_TARGET,
                    ProgressCheck.name(left) + " has no statement " + statement + "; it has " + count + " statements.",
                    SourceLocation.file(script.origin()),
                    "Use a number from 1 to " + (count + 1) + "; " + (count + 1)
                            + " means that all statements were executed."));
        }
        Units units = Units.of(script, run.database());
        if (problems.isEmpty() && !units.beginsAt(statement - 1)) {
            Unit unit = units.at(statement - 1);
            problems.add(new Problem(
                    Kind.UNKNOWN_TARGET,
                    "Statement " + statement + " of " + ProgressCheck.name(left)
                            + " is in the middle of a transaction: " + unit.name() + " commit together.",
                    place(script, statement - 1),
                    "Use " + (unit.from() + 1) + " if they were not executed, or " + (unit.to() + 1)
                            + " if they were."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems, run.report());
        }
        int done = statement - 1;
        // If the statement was begun before, an invalid index of its name is its own.
        String begun = done != left.done() ? null : left.running() ? "interrupted" : left.error();
        Progress progress =
                new Progress(left.id(), left.direction(), PrefixChecksum.of(script, done), done, false, begun);
        return new Decision(progress, null, new Resumed(left.id(), left.direction(), statement, place(script, done)));
    }

    private static @Nullable SourceLocation place(Script script, int index) {
        return index >= script.statements().size()
                ? null
                : script.locate(script.statements().get(index).start());
    }

    private static void write(Run run, HeldLease lease, Progress left, Decision decision) {
        List<TxStatement> statements = new ArrayList<>(StepStatements.isolation(run));
        int note = statements.size();
        statements.add(TxStatement.of(run.leases().note(lease.lease(), decision.note())));
        if (decision.history() != null) {
            statements.add(TxStatement.of(decision.history()));
        }
        TxScript script = TxScript.transaction(statements);
        String name = ProgressCheck.name(left);
        try {
            run.retrying(RetryPolicy.TRANSACTION, BEFORE, () -> run.send(script));
        } catch (TxFailure failure) {
            if (FailureKind.isOutcomeUnknown(failure)) {
                throw new OutcomeUnknownException(
                        "The answer to the decision about " + name + " did not arrive: " + failure.text(),
                        Remedy.of("Check the status. If " + name + " is unchanged, try again."),
                        run.report(),
                        failure);
            }
            throw HistoryChange.failed(run, name, failure, note);
        }
    }

    private static InvalidMigrationsException nothing(Run run, String more) {
        return new InvalidMigrationsException(
                List.of(new Problem(
                        Kind.NOT_PARTLY_DONE,
                        "No migration is partially applied; there is nothing to resume." + more,
                        null,
                        "Check the status. To apply pending migrations, migrate.")),
                run.report());
    }
}
