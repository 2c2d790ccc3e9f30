package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restores what a script changes in its session, for example the {@code search_path} that pg_dump empties: neither the
 * next script nor the pool is affected. Only where a script does such a thing, since it costs round trips.
 */
final class SessionRestore {
    private final Run run;
    private final ScriptTransactions transactions;
    private @Nullable SessionState before;
    private boolean discard;
    private Set<String> customSettings = Set.of();
    private List<String> becomeUser = List.of();

    SessionRestore(Run run, ScriptTransactions transactions) {
        this.run = run;
        this.transactions = transactions;
    }

    /** Looks at the session, if the step is going to change it. */
    void prepare(WorkStep step) {
        becomeUser = List.of();
        if (!isNeeded(step)) {
            return;
        }
        if (run.database().isCockroach()) {
            // It has no catalog of what a session has changed.
            discard = true;
            return;
        }
        customSettings = customSettings(step.script());
        try {
            SessionState state = run.retrying(
                    RetryPolicy.SESSION_STATE,
                    "before the session was looked at",
                    () -> run.ask(SessionState.query(customSettings)));
            before = state;
            becomeUser = changesUser(step.script()) ? state.becomeUser() : List.of();
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking at the session", run.report());
        }
    }

    /**
     * What makes a session whose user the script changes the runner's again, until the end of the transaction: the
     * script's user may have no right to write the history.
     */
    List<String> becomeUser() {
        return becomeUser;
    }

    private static Set<String> customSettings(Script script) {
        return script.statements().stream()
                .flatMap(script.sql()::customSettings)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean changesUser(Script script) {
        return script.statements().stream().anyMatch(script.sql()::changesUser);
    }

    private boolean isNeeded(WorkStep step) {
        return step.script().statements().stream().anyMatch(statement -> statement.has(Trait.CHANGES_SESSION))
                || changesUser(step.script())
                || (step.execution() == Execution.STEPWISE
                        ? !transactions.sessionSettings(step).isEmpty()
                        : transactions.leavesSettings(step));
    }

    /** Restores the session, if it was looked at before; where that cannot be done, its connection is given up. */
    void restore() {
        SessionState wanted = before;
        boolean giveUp = discard;
        forget();
        if (giveUp) {
            run.connection().discard();
        } else if (wanted != null) {
            restore(wanted);
        }
    }

    private void restore(SessionState wanted) {
        try {
            List<String> statements = wanted.restore(run.ask(SessionState.query(customSettings)));
            if (!statements.isEmpty()) {
                run.ask(new Query<>(statements, rows -> rows));
            }
        } catch (TxFailure failure) {
            run.connection().discard();
        }
    }

    /** The session is gone: there is nothing to restore. */
    void forget() {
        before = null;
        discard = false;
    }
}
