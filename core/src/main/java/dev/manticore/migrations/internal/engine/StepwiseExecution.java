package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.sql.ConcurrentIndex;
import dev.manticore.migrations.internal.sql.Effect;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int NONE = -1;

    private final MigrationRun run;
    private final Context context;
    private final WorkStep step;
    private final PlanStep shown;
    private final Supplier<Step<MigrationReport>> then;
    private final Transactions transactions;
    private final StatementChain chain;
    private final long start;
    private int recoveries;
    private int retries;
    private boolean settled;
    // The statement that an earlier run, or this one before its connection broke, has begun.
    private int begunBefore = NONE;

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
        if (progress == null) {
            return next(0);
        }
        begunBefore = progress.running() || progress.error() != null ? progress.done() : NONE;
        return progress.running()
                ? afterSchemaJobs(progress.done(), () -> next(progress.done()))
                : next(progress.done());
    }

    private Step<MigrationReport> next(int index) {
        retries = 0;
        return index == step.script().statements().size()
                ? record(index)
                : run.interruptible(beforeStatement(index), () -> carryOut(index), stop -> leave(index, stop));
    }

    private Step<MigrationReport> carryOut(int index) {
        if (isTransactional(statement(index))) {
            return together(index);
        }
        return concurrentIndex(index)
                .map(wanted -> afterLookingFor(wanted, index))
                .orElseGet(() -> alone(index));
    }

    /** The index that a statement builds, where an invalid one of its name may be in the way unnoticed. */
    private Optional<ConcurrentIndex> concurrentIndex(int index) {
        boolean mayBeThere = index == begunBefore || statement(index).has(Trait.REPEATABLE);
        return mayBeThere && !context.database().isCockroach()
                ? step.script()
                        .sql()
                        .concurrentIndex(statement(index))
                        .filter(wanted -> wanted.name().isPresent())
                : Optional.empty();
    }

    /** An index of that name that an earlier attempt left invalid goes first, if the attempt was this script's. */
    private Step<MigrationReport> afterLookingFor(ConcurrentIndex wanted, int index) {
        // Its name means what it means to the statement: with the search_path of the builder, or of the script.
        List<String> settings = settings(index).stream().map(TxStatement::sql).toList();
        return Asking.query(
                context,
                Asking.after(settings, InvalidIndex.query(wanted)),
                invalid -> {
                    settled = true;
                    return invalid.isEmpty()
                            ? alone(index)
                            : begunBefore == index
                                    ? drop(invalid.get(), index)
                                    : leave(index, run.failures().invalidIndex(step, index, invalid.get()));
                },
                failure -> Failures.isOutcomeUnknown(failure) || failure.phase() == Phase.CONNECT
                        ? unknown(failure, () -> recover(failure, held -> carryOut(index)))
                        : again(
                                index,
                                failure,
                                () -> afterLookingFor(wanted, index),
                                last -> leave(
                                        index, Failures.of(last, "looking for an invalid index", context.report()))));
    }

    /** Behind a note, too: a runner that has taken the lease in the meantime may have built the index anew. */
    private Step<MigrationReport> drop(String invalid, int index) {
        return noted(
                index,
                progress(index, false, "the invalid index " + invalid + " has to be dropped first"),
                () -> new Step.Tell<>(
                        new MigrationEvent.InvalidIndexDropped(shown, invalid),
                        () -> ask(
                                TxScript.autocommit(List.of(InvalidIndex.drop(invalid))),
                                Patience.script(run.keepAlive(step)),
                                () -> alone(index),
                                failure -> failed(index, failure),
                                failure -> recover(failure, held -> carryOut(index)))));
    }

    private SqlStatement statement(int index) {
        return step.script().statements().get(index);
    }

    private String beforeStatement(int index) {
        return index == step.script().statements().size()
                ? "before " + Description.name(step) + " was recorded"
                : "before statement " + (index + 1) + " of " + Description.name(step) + " was carried out";
    }

    private boolean isTransactional(SqlStatement statement) {
        return statement.effect() == Effect.DATA && !statement.has(Trait.REFUSES_TRANSACTION);
    }

    /**
     * What the header asks for, and what the statements before this one set: once for each connection, since a new one
     * knows nothing of it.
     */
    private List<TxStatement> settings(int index) {
        if (settled) {
            return List.of();
        }
        List<TxStatement> settings = new ArrayList<>(transactions.sessionSettings(step));
        step.script().statements().subList(0, index).stream()
                .filter(step.script().sql()::isSetting)
                .forEach(statement -> settings.add(step.script().toSend(statement)));
        return settings;
    }

    /** How far it is, written as the user that migrates, whichever the script has become. */
    private List<TxStatement> noteOf(@Nullable Progress progress) {
        return transactions.asRunner(run.session().becomeUser(), context.store().note(run.lease(), progress));
    }

    private int noteAfter(int statements) {
        return statements + run.session().becomeUser().size();
    }

    /** A statement that changes data, in one transaction with its note. */
    private Step<MigrationReport> together(int index) {
        List<TxStatement> statements = new ArrayList<>(transactions.isolation());
        statements.addAll(settings(index));
        int script = statements.size();
        statements.add(step.script().toSend(statement(index)));
        statements.addAll(noteOf(progress(index + 1, false, null)));
        return ask(
                TxScript.transaction(statements),
                Patience.script(run.keepAlive(step)),
                () -> {
                    settled = true;
                    return finished(index);
                },
                failure -> again(
                        index,
                        failure,
                        () -> together(index),
                        last -> last.phase() == Phase.COMMIT || last.statement() == script || last.statement() < 0
                                ? failed(index, last)
                                : noteFailed(last, noteAfter(script + 1), "preparing ", own -> leave(index, own))),
                failure -> Failures.isPartial(failure)
                        ? partial(index, failure)
                        : recover(failure, held -> goOn(index, held.progress())));
    }

    /** A statement that commits alone: a note that it runs, then the statement itself. */
    private Step<MigrationReport> alone(int index) {
        return noted(index, progress(index, true, null), () -> send(index));
    }

    /** A note, which fails where the lease is lost, and then what nothing else fences off. */
    private Step<MigrationReport> noted(int index, Progress progress, Supplier<Step<MigrationReport>> next) {
        List<TxStatement> statements = new ArrayList<>(settings(index));
        int note = noteAfter(statements.size());
        statements.addAll(noteOf(progress));
        long start = context.ambient().nanoTime().getAsLong();
        return ask(
                new TxScript(TxScript.Mode.AUTOCOMMIT, statements),
                context.patience(),
                () -> {
                    settled = true;
                    // The note renewed the lease. If it took that long to hear of it, another runner may have it by
                    // now.
                    boolean late =
                            context.ambient().since(start).compareTo(run.lease().duration()) >= 0;
                    return late ? notedTooLate(index, () -> noted(index, progress, next)) : next.get();
                },
                failure -> again(
                        index,
                        failure,
                        () -> noted(index, progress, next),
                        last -> noteFailed(last, note, "preparing ", own -> leave(index, own))),
                failure -> recover(failure, held -> carryOut(index)));
    }

    private Step<MigrationReport> notedTooLate(int index, Supplier<Step<MigrationReport>> attempt) {
        String what = "it took longer than the lease lasts to note how far " + Description.name(step) + " is";
        return ++retries >= AtomicExecution.MOST_ATTEMPTS
                ? run.fail(step, run.failures().leaseTooShort(what))
                : retry(index, what, attempt);
    }

    private Step<MigrationReport> send(int index) {
        return ask(
                new TxScript(TxScript.Mode.AUTOCOMMIT, List.of(step.script().toSend(statement(index)))),
                Patience.script(run.keepAlive(step)),
                () -> finished(index),
                // Any other than one that may leave something behind is noted anew, since the lease may have been lost
                // in
                // the meantime, and nothing else fences it.
                failure -> goesOnAsJob(index, failure)
                        ? unknown(failure, () -> outcomeOf(index, failure))
                        : mayLeaveSomething(index)
                                ? failed(index, failure)
                                : again(index, failure, () -> alone(index), last -> failed(index, last)),
                failure -> Failures.isPartial(failure) ? partial(index, failure) : outcomeOf(index, failure));
    }

    /** What refuses a transaction may, when it fails, as an invalid index; CockroachDB builds none that way. */
    private boolean mayLeaveSomething(int index) {
        return statement(index).has(Trait.REFUSES_TRANSACTION)
                && !context.database().isCockroach();
    }

    /** On CockroachDB the schema change of a statement that was cancelled, or took too long, goes on. */
    private boolean goesOnAsJob(int index, TxFailure failure) {
        return context.database().isCockroach()
                && Failures.isCancelled(failure)
                && statement(index).effect() == Effect.SCHEMA;
    }

    private Step<MigrationReport> outcomeOf(int index, TxFailure failure) {
        return recover(failure, held -> afterSchemaJobs(index, () -> goOn(index, held.progress())));
    }

    private Step<MigrationReport> afterSchemaJobs(int index, Supplier<Step<MigrationReport>> next) {
        return new SchemaJobs<>(
                        context,
                        Description.name(step),
                        run::lease,
                        next,
                        failure -> run.fail(step, failure),
                        failure -> recover(failure, held -> afterSchemaJobs(index, next)),
                        () -> run.fail(step, context.interrupted(beforeStatement(index))))
                .await();
    }

    private Step<MigrationReport> partial(int index, TxFailure failure) {
        return new PartialCommit(run, context, step, then).afterStatement(index, failure);
    }

    private Step<MigrationReport> finished(int index) {
        recoveries = 0;
        Supplier<Step<MigrationReport>> next = () -> new Step.Tell<>(
                new MigrationEvent.StatementFinished(
                        shown, index, step.script().statements().size()),
                () -> next(index + 1));
        int following = index + 1;
        boolean noted = isTransactional(statement(index))
                || following == step.script().statements().size()
                || !isTransactional(statement(following));
        // The next note says that this statement is done, unless it comes only with the next statement's end.
        return noted ? next.get() : note(following, null, next);
    }

    /** Notes how many statements are done, and none under way. */
    private Step<MigrationReport> note(int done, @Nullable String error, Supplier<Step<MigrationReport>> next) {
        return ask(
                new TxScript(
                        TxScript.Mode.AUTOCOMMIT,
                        noteOf(done == 0 && error == null ? null : progress(done, false, error))),
                context.patience(),
                next,
                failure -> again(
                        done,
                        failure,
                        () -> note(done, error, next),
                        last -> noteFailed(
                                last, noteAfter(0), "noting how far it is with ", own -> run.fail(step, own))),
                failure -> recover(failure, held -> note(done, error, next)));
    }

    /**
     * Because the lease is lost, or for a reason of its own.
     *
     * @param note which of the statements the note is
     */
    private Step<MigrationReport> noteFailed(
            TxFailure failure, int note, String doing, Function<MigrationException, Step<MigrationReport>> otherwise) {
        String name = Description.name(step);
        return failure.statement() == note && failure.phase() == Phase.STATEMENT
                ? run.failures()
                        .leaseLost(
                                name,
                                failure,
                                StepFailures.NOTHING_MORE,
                                found -> found instanceof LeaseLostException
                                        ? run.fail(step, found)
                                        : otherwise.apply(found))
                : otherwise.apply(Failures.of(failure, doing + name, context.report()));
    }

    /** Ends before a statement is sent: the one before it is done, which its note may not say yet. */
    private Step<MigrationReport> leave(int index, MigrationException reason) {
        return note(
                index,
                index == begunBefore ? "it was begun, and not tried again: " + reason.getMessage() : null,
                () -> run.fail(step, reason));
    }

    private Step<MigrationReport> failed(int index, TxFailure failure) {
        // What refuses a transaction may leave something behind even so, as an invalid index.
        boolean nothing = index == 0 && !mayLeaveSomething(index);
        MigrationException reported = run.failures().failed(step, failure, index, remains(index, nothing));
        Progress left = nothing ? null : progress(index, false, failure.text());
        return Failures.isCancelled(failure)
                ? run.interruptible(
                        "while statement " + (index + 1) + " of " + Description.name(step)
                                + " was carried out; the server has cancelled it",
                        () -> fail(left, reported, failure, true),
                        interrupted -> fail(left, interrupted, failure, true))
                : fail(left, reported, failure, true);
    }

    private Step<MigrationReport> fail(
            @Nullable Progress left, MigrationException reported, TxFailure failure, boolean notesAgain) {
        return new Persistence<MigrationReport>(
                        context, "before it was noted how far it is", stop -> run.fail(step, reported))
                .send(
                        new TxScript(TxScript.Mode.AUTOCOMMIT, noteOf(left)),
                        noted -> run.fail(step, reported),
                        notNoted -> notesAgain && Failures.isOutcomeUnknown(notNoted)
                                ? run.recover(
                                        step,
                                        then,
                                        held -> fail(left, reported, failure, false),
                                        notReached -> reported,
                                        notNoted)
                                : run.failures()
                                        .unlessLeaseLost(
                                                run.lease(),
                                                Description.name(step),
                                                failure,
                                                StepFailures.NOTHING_MORE,
                                                reported,
                                                found -> run.fail(step, found)));
    }

    private static String remains(int index, boolean nothing) {
        if (nothing) {
            return "Nothing of it was carried out: correct the file and run the same command again.";
        }
        return index == 0
                ? "It is the first statement: correct it, or what it found, and run the same command again."
                : "What is before it (" + index
                        + " of the statements) is carried out and stays: correct this one, leave"
                        + " those as they are, and run the same command again; it goes on here.";
    }

    /** The last note and the history row. */
    private Step<MigrationReport> record(int index) {
        List<TxStatement> statements = new ArrayList<>(noteOf(null));
        statements.add(TxStatement.of(
                transactions.historyChange(step, context.ambient().since(start))));
        return ask(
                TxScript.transaction(statements),
                context.patience(),
                then,
                failure -> again(
                        index,
                        failure,
                        () -> record(index),
                        last -> noteFailed(last, noteAfter(0), "recording ", own -> leave(index, own))),
                failure -> recover(failure, held -> record(index)));
    }

    private Step<MigrationReport> recover(
            TxFailure failure, Function<LeaseAcquisition.Held, Step<MigrationReport>> notRecorded) {
        return run.recover(
                step,
                then,
                held -> {
                    settled = false;
                    return notRecorded.apply(held);
                },
                failure);
    }

    /** After an unknown outcome of a statement, its note under a new lease tells what is known of it. */
    private Step<MigrationReport> goOn(int index, @Nullable Progress noted) {
        if (noted != null && noted.done() > index) {
            return finished(index);
        }
        if (noted != null && noted.running() && !statement(index).has(Trait.REPEATABLE)) {
            return run.fail(step, new ProgressCheck(context).unknown(step, noted, statement(index)));
        }
        begunBefore = index;
        return next(index);
    }

    private Step<MigrationReport> ask(
            TxScript script,
            Patience patience,
            Supplier<Step<MigrationReport>> next,
            Function<TxFailure, Step<MigrationReport>> failed,
            Function<TxFailure, Step<MigrationReport>> unknown) {
        return new Step.Ask<>(
                new Command.Run(script),
                patience,
                result -> next.get(),
                failure -> Failures.isOutcomeUnknown(failure)
                                || Failures.isPartial(failure)
                                || failure.phase() == Phase.CONNECT
                        ? unknown(failure, () -> unknown.apply(failure))
                        : failed.apply(failure));
    }

    private Step<MigrationReport> unknown(TxFailure failure, Supplier<Step<MigrationReport>> findOut) {
        return ++recoveries > MOST_RECOVERIES
                ? run.fail(step, run.unknown(step, failure, null))
                : new Step.Tell<>(
                        new MigrationEvent.OutcomeUnknown(Description.name(step), failure.text()),
                        () -> recoveries == 1
                                ? findOut.get()
                                : run.pause(
                                        AtomicExecution.delay(context, recoveries - 1),
                                        "before it was found out what became of " + Description.name(step),
                                        findOut,
                                        stop -> run.fail(step, run.unknown(step, failure, stop))));
    }

    /** The same once more, fresh, after a failure that may pass and of which nothing remains. */
    private Step<MigrationReport> again(
            int index,
            TxFailure failure,
            Supplier<Step<MigrationReport>> attempt,
            Function<TxFailure, Step<MigrationReport>> otherwise) {
        return !Failures.isPassing(failure) || ++retries >= AtomicExecution.MOST_ATTEMPTS
                ? otherwise.apply(failure)
                : retry(index, failure.text(), attempt);
    }

    private Step<MigrationReport> retry(int index, String reason, Supplier<Step<MigrationReport>> attempt) {
        Duration delay = AtomicExecution.delay(context, retries);
        return new Step.Tell<>(
                new MigrationEvent.Retrying(reason, retries, delay),
                () -> run.pause(delay, beforeStatement(index), attempt, stop -> leave(index, stop)));
    }

    private Progress progress(int done, boolean running, @Nullable String error) {
        return new Progress(step.version(), step.direction(), chain.upTo(done), done, running, error);
    }
}
