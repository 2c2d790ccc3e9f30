package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Script, fence and history row in one transaction, in one round trip. Sent again after a serialization failure; after an
 * unknown outcome only when the history, read under a new lease, says that it was not executed.
 */
final class AtomicExecution {
    private static final String ROLLED_BACK = "; it was rolled back.";

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final List<Sent> body;

    /** A statement of the script with this index, or what checks its outcome. */
    private record Sent(
            TxStatement statement, int index, @Nullable CreatedIndex checked) {}

    AtomicExecution(StepContext context) {
        this.context = context;
        this.run = context.run();
        this.step = context.step();
        this.body = body();
    }

    void carryOut() throws StepEnded {
        String before = "before " + step.name() + " was executed";
        Retries retries = run.retries(RetryPolicy.ATOMIC_MIGRATION, before);
        while (true) {
            try {
                context.send(transaction());
                return;
            } catch (TxFailure failure) {
                if (FailureKind.isPartial(failure)) {
                    throw new PartialCommit(context).record(0, context.findOut(failure), failure);
                }
                if (FailureKind.isOutcomeUnknown(failure)) {
                    context.announceUnknown(failure);
                    if (context.findOut(failure)) {
                        return;
                    }
                    run.checkInterrupted(before);
                }
                if (!retries.again(failure)) {
                    throw refused(failure);
                }
            }
        }
    }

    /** The script, and behind each CREATE INDEX IF NOT EXISTS a check, since it also skips an index that is invalid. */
    private List<Sent> body() {
        List<Sent> sent = new ArrayList<>();
        for (SqlStatement statement : step.script().statements()) {
            int index = sent.isEmpty() ? 0 : sent.get(sent.size() - 1).index() + 1;
            sent.add(new Sent(step.script().toSend(statement), index, null));
            if (statement.has(Trait.REPEATABLE) && !run.database().isCockroach()) {
                step.script()
                        .sql()
                        .createdIndex(statement)
                        .filter(created -> created.name().isPresent())
                        .ifPresent(created ->
                                sent.add(new Sent(TxStatement.of(InvalidIndex.refusal(created)), index, created)));
            }
        }
        return sent;
    }

    private TxScript transaction() {
        List<TxStatement> statements = new ArrayList<>(context.statements().localSettings());
        body.forEach(sent -> statements.add(sent.statement()));
        statements.addAll(context.asRunner(run.leases().fence(context.lease().lease())));
        statements.add(TxStatement.of(context.statements().historyChange(null)));
        return TxScript.transaction(statements);
    }

    /** Nothing of it remains. */
    private MigrationException refused(TxFailure failure) {
        if (FailureKind.isConnecting(failure)) {
            return DatabaseFailures.of(failure, "reconnecting", run.report());
        }
        if (FailureKind.isCancelled(failure)) {
            run.checkInterrupted("while " + step.name() + " was running; it was rolled back");
        }
        int statements = body.size();
        int statement =
                failure.statement() - context.statements().localSettings().size();
        int fence = statements + context.session().becomeUser().size();
        if (statement >= statements && HistoryGone.is(failure)) {
            return new HistoryGone(run, step).failure(failure);
        }
        boolean own = statement < 0 || (statement >= statements && statement != fence);
        if (failure.statement() >= 0 && own) {
            String doing = (statement < 0 ? "preparing " : "recording ") + step.name();
            return DatabaseFailures.of(failure, doing, run.report());
        }
        if (statement == fence && failure.phase() == Phase.STATEMENT) {
            return StepFailures.leaseLost(run, step.name(), failure, ROLLED_BACK);
        }
        MigrationException reported = failed(failure, statement);
        return context.failures().unlessLeaseLost(context.lease().lease(), failure, ROLLED_BACK, reported);
    }

    private MigrationException failed(TxFailure failure, int statement) {
        if (statement < 0 || statement >= body.size()) {
            return context.failures()
                    .failed(failure, statement, ScriptAdvice.of(failure).rolledBack());
        }
        Sent sent = body.get(statement);
        return sent.checked() != null && failure.is("22012")
                ? context.failures()
                        .invalidIndex(sent.index(), sent.checked().name().orElseThrow())
                : context.failures()
                        .failed(failure, sent.index(), ScriptAdvice.of(failure).rolledBack());
    }
}
