package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.sql.Effect;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Each statement commits alone, and the lease row says how far the script has come: before a statement it is noted as
 * running, after it as done. A statement that changes data shares its transaction with its note, so that its outcome is
 * never in doubt; the last note shares one with the history row.
 */
final class StepwiseExecution {
    private static final int MOST_RECOVERIES = 5;

    private final MigrationRun run;
    private final Context context;
    private final WorkStep step;
    private final PlanStep shown;
    private final Supplier<Step<MigrationReport>> then;
    private final Transactions transactions;
    private final StatementChain chain;
    private final long start;
    private int recoveries;

    StepwiseExecution(
            MigrationRun run, Context context, WorkStep step, PlanStep shown, Supplier<Step<MigrationReport>> then) {
        this.run = run;
        this.context = context;
        this.step = step;
        this.shown = shown;
        this.then = then;
        this.transactions = new Transactions(context);
        this.chain = new StatementChain(step.script());
        this.start = context.ambient().nanoTime().getAsLong();
    }

    Step<MigrationReport> begin(@Nullable Progress progress) {
        return next(progress == null ? 0 : progress.done());
    }

    private Step<MigrationReport> next(int index) {
        if (index == step.script().statements().size()) {
            return record(index);
        }
        return run.interruptible(
                "before statement " + (index + 1) + " of " + Description.name(step) + " was carried out",
                () -> isTransactional(statement(index)) ? together(index) : alone(index),
                interrupted -> interrupted(index, interrupted));
    }

    private SqlStatement statement(int index) {
        return step.script().statements().get(index);
    }

    private boolean isTransactional(SqlStatement statement) {
        return statement.effect() == Effect.DATA && !statement.has(Trait.REFUSES_TRANSACTION);
    }

    /** A statement that changes data, in one transaction with its note. */
    private Step<MigrationReport> together(int index) {
        List<TxStatement> statements = new ArrayList<>(transactions.localSettings(step));
        int settings = statements.size();
        statements.add(step.script().toSend(statement(index)));
        statements.add(TxStatement.of(context.store().note(run.lease(), progress(index + 1, false, null))));
        return ask(
                TxScript.transaction(statements),
                () -> finished(index),
                failure -> failure.statement() == settings + 1 && failure.phase() == TxFailure.Phase.STATEMENT
                        ? run.fail(step, run.failures().leaseLost(step, failure))
                        : failed(index, failure),
                failure -> recover(failure, index));
    }

    /** A statement that commits alone: a note that it runs, then the statement itself. */
    private Step<MigrationReport> alone(int index) {
        List<String> before = new ArrayList<>();
        transactions.sessionSettings(step).forEach(setting -> before.add(setting.sql()));
        before.add(context.store().note(run.lease(), progress(index, true, null)));
        return ask(
                TxScript.autocommit(before),
                () -> send(index),
                failure -> noteFailed(failure, before.size() - 1),
                failure -> recoverUnsent(failure, index));
    }

    private Step<MigrationReport> send(int index) {
        return ask(
                new TxScript(TxScript.Mode.AUTOCOMMIT, List.of(step.script().toSend(statement(index)))),
                () -> finished(index),
                failure -> failed(index, failure),
                failure -> recover(failure, index));
    }

    private Step<MigrationReport> finished(int index) {
        Supplier<Step<MigrationReport>> next = () -> new Step.Tell<>(
                new MigrationEvent.StatementFinished(
                        shown, index, step.script().statements().size()),
                () -> next(index + 1));
        int following = index + 1;
        boolean noted = isTransactional(statement(index))
                || following == step.script().statements().size()
                || !isTransactional(statement(following));
        // The next note says that this statement is done, unless it comes only with the next statement's end.
        return noted ? next.get() : note(progress(following, false, null), next);
    }

    private Step<MigrationReport> note(Progress progress, Supplier<Step<MigrationReport>> next) {
        return ask(
                TxScript.autocommit(List.of(context.store().note(run.lease(), progress))),
                next,
                failure -> noteFailed(failure, 0),
                failure -> run.reacquire(step, failure, held -> note(progress, next)));
    }

    private Step<MigrationReport> noteFailed(TxFailure failure, int note) {
        return run.fail(
                step,
                failure.statement() == note
                        ? run.failures().leaseLost(step, failure)
                        : Failures.of(failure, "preparing " + Description.name(step), context.report()));
    }

    private Step<MigrationReport> failed(int index, TxFailure failure) {
        String remains = index == 0
                ? "Nothing of it was carried out: correct the file and run the same command again."
                : "The " + index
                        + " statements before it are carried out and stay: correct this one, leave those as they"
                        + " are, and run the same command again; it goes on here.";
        var reported = run.failures().failed(step, failure, index, remains);
        Progress left = index == 0 ? null : progress(index, false, failure.text());
        return Asking.query(
                new Query<>(List.of(context.store().note(run.lease(), left)), rows -> rows),
                noted -> run.fail(step, reported),
                notNoted -> run.fail(step, reported));
    }

    /** The statement before is done, which its note may not say yet. */
    private Step<MigrationReport> interrupted(int index, MigrationException interrupted) {
        return index == 0
                ? run.fail(step, interrupted)
                : note(progress(index, false, null), () -> run.fail(step, interrupted));
    }

    /** The last note and the history row. */
    private Step<MigrationReport> record(int index) {
        List<TxStatement> statements = List.of(
                TxStatement.of(context.store().note(run.lease(), null)),
                TxStatement.of(
                        transactions.historyChange(step, context.ambient().since(start))));
        return ask(
                TxScript.transaction(statements),
                then,
                failure -> noteFailed(failure, 0),
                failure -> run.recover(step, then, () -> record(index), failure));
    }

    private Step<MigrationReport> recoverUnsent(TxFailure failure, int index) {
        return run.reacquire(step, failure, held -> alone(index));
    }

    /** After an unknown outcome, the note under a new lease tells what is known of the statement. */
    private Step<MigrationReport> recover(TxFailure failure, int index) {
        return run.reacquire(step, failure, held -> {
            Progress noted = held.progress();
            if (noted != null && noted.done() > index) {
                return finished(index);
            }
            if (noted != null && noted.running() && !statement(index).has(Trait.REPEATABLE)) {
                return run.fail(step, new ProgressCheck(context, run.lease()).unknown(step, noted, statement(index)));
            }
            return next(index);
        });
    }

    private Step<MigrationReport> ask(
            TxScript script,
            Supplier<Step<MigrationReport>> next,
            Function<TxFailure, Step<MigrationReport>> failed,
            Function<TxFailure, Step<MigrationReport>> unknown) {
        return new Step.Ask<>(new Command.Run(script), run.keepAlive(), result -> next.get(), failure -> {
            if (!Failures.isOutcomeUnknown(failure) && failure.phase() != TxFailure.Phase.CONNECT) {
                return failed.apply(failure);
            }
            return ++recoveries > MOST_RECOVERIES
                    ? run.fail(step, run.unknown(step, failure))
                    : new Step.Tell<>(
                            new MigrationEvent.OutcomeUnknown(Description.name(step), failure.text()),
                            () -> unknown.apply(failure));
        });
    }

    private Progress progress(int done, boolean running, @Nullable String error) {
        return new Progress(step.version(), step.direction(), chain.upTo(done), done, running, error);
    }
}
