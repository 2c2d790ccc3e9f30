package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notes of a stepwise script's progress in the lease row, and the settings that go before its statements. */
final class StepwiseNotes {
    private static final int NONE = -1;

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final PrefixChecksum prefix;
    private final long start;
    private boolean sessionSet;
    // The statement that an earlier run, or this one before its connection broke, has begun.
    private int begunBefore = NONE;

    StepwiseNotes(StepContext context, WorkStep step) {
        this.context = context;
        this.run = context.run();
        this.step = step;
        this.prefix = new PrefixChecksum(step.script());
        this.start = run.environment().nanoTime().getAsLong();
    }

    /** What had not happened yet when a run was interrupted before a statement. */
    String before(int index) {
        return index == step.script().statements().size()
                ? "before " + step.name() + " was recorded"
                : "before statement " + (index + 1) + " of " + step.name() + " was carried out";
    }

    String beforeFindingOut() {
        return "before it was found out what became of " + step.name();
    }

    void begunBefore(int index) {
        begunBefore = index;
    }

    boolean wasBegunBefore(int index) {
        return begunBefore == index;
    }

    Progress progress(int done, boolean running, @Nullable String error) {
        return new Progress(step.version(), step.direction(), prefix.upTo(done), done, running, error);
    }

    /** A note, written as the user that migrates, whichever the script has become. Null clears it. */
    List<TxStatement> of(@Nullable Progress progress) {
        return context.transactions()
                .asRunner(
                        context.session().becomeUser(),
                        run.leases().note(context.lease().lease(), progress));
    }

    /** The last note and the history row. */
    TxScript last() {
        List<TxStatement> statements = new ArrayList<>(of(null));
        statements.add(TxStatement.of(
                context.transactions().historyChange(step, run.environment().since(start))));
        return TxScript.transaction(statements);
    }

    /**
     * What the header asks for, and what the statements before this one set: once for each connection, since a new one
     * knows nothing of it.
     */
    List<TxStatement> settings(int index) {
        if (sessionSet) {
            return List.of();
        }
        List<TxStatement> settings = new ArrayList<>(context.transactions().sessionSettings(step));
        step.script().statements().subList(0, index).stream()
                .filter(step.script().sql()::isSetting)
                .forEach(statement -> settings.add(step.script().toSend(statement)));
        return settings;
    }

    /** The connection has the settings. */
    void sessionIsSet() {
        sessionSet = true;
    }

    /** The next connection is a new one. */
    void sessionIsNew() {
        sessionSet = false;
    }

    /** Notes progress before a statement; fails where the lease is lost, and nothing else fences off what follows. */
    void write(int index, Progress progress) throws TxFailure {
        Retries tooLate = run.retries(RetryPolicy.TRANSACTION, before(index));
        while (true) {
            long sent = run.environment().nanoTime().getAsLong();
            List<TxStatement> statements = new ArrayList<>(settings(index));
            statements.addAll(of(progress));
            TxScript note = new TxScript(TxScript.Mode.AUTOCOMMIT, statements);
            run.retrying(RetryPolicy.TRANSACTION, before(index), () -> run.send(note));
            sessionIsSet();
            // The note renewed the lease. If it took as long to hear of it, another runner may have it by now.
            if (run.environment().since(sent).compareTo(context.lease().lease().duration()) < 0) {
                return;
            }
            String late = "it took longer than the lease lasts to note how far " + step.name() + " is";
            if (!tooLate.again(
                    TxFailure.in(Phase.STATEMENT, late).sqlState("40001").build())) {
                throw context.failures().leaseTooShort(late);
            }
        }
    }

    /**
     * Why a note was refused: the lease is lost, or another reason.
     *
     * @param before how many statements of the message come before the note
     * @param doing what the message did, with a space behind it
     */
    MigrationException failure(TxFailure failure, int before, String doing) {
        int note = before + context.session().becomeUser().size();
        return failure.statement() == note && failure.phase() == Phase.STATEMENT
                ? context.failures().leaseLost(step.name(), failure, StepFailures.NOTHING_MORE)
                : DatabaseFailures.of(failure, doing + step.name(), run.report());
    }
}
