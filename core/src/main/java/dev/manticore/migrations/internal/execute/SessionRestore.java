package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
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
    private final WorkStep step;
    private @Nullable SessionState before;
    private boolean discard;
    private Set<String> customSettings = Set.of();
    private List<String> becomeUser = List.of();

    SessionRestore(Run run, WorkStep step) {
        this.run = run;
        this.step = step;
    }

    /** Looks at the session, if the step is going to change it. */
    void prepare() {
        if (!isNeeded()) {
            return;
        }
        if (run.database().isCockroach()) {
            // It has no catalog of what a session has changed.
            discard = true;
            return;
        }
        customSettings = step.script().statements().stream()
                .flatMap(step.script().sql()::customSettings)
                .collect(Collectors.toCollection(TreeSet::new));
        try {
            SessionState state = run.retrying(
                    RetryPolicy.SESSION_STATE,
                    "before the session was looked at",
                    () -> run.ask(SessionState.query(customSettings)));
            before = state;
            becomeUser = changesUser() ? state.becomeUser() : List.of();
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking at the session", run.report());
        }
    }

    /**
     * Statements that switch the session back to the runner's user until the end of the transaction: the
     * script's user may have no right to write the history.
     */
    List<String> becomeUser() {
        return becomeUser;
    }

    private boolean changesUser() {
        return step.script().statements().stream().anyMatch(step.script().sql()::changesUser);
    }

    private boolean isNeeded() {
        StepStatements statements = new StepStatements(run, step);
        return step.script().statements().stream().anyMatch(statement -> statement.has(Trait.CHANGES_SESSION))
                || changesUser()
                || (step.execution() == Execution.STEPWISE
                        ? !statements.sessionSettings().isEmpty()
                        : statements.leavesSettings());
    }

    /** Restores the session, if it was looked at before; where that cannot be done, its connection is given up. */
    void restore() {
        if (discard) {
            run.connection().discard();
        }
        if (before == null) {
            return;
        }
        try {
            List<String> statements = before.restore(run.ask(SessionState.query(customSettings)));
            if (!statements.isEmpty()) {
                run.send(TxScript.autocommit(statements));
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
