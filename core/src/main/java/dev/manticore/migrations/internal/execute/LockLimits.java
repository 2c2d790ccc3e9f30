package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.time.Duration;
import java.util.List;

/**
 * The migrator's {@code lock_timeout} in a stepwise script: statements that a timeout would leave half done are executed without
 * it. What the script itself says about {@code lock_timeout}, in its header or its text, is left as it is.
 */
record LockLimits(Run run, WorkStep step) {
    /** What makes the limit of the session, or of the transaction, what it was before the script. */
    static final String TAKE_BACK = "SET LOCAL lock_timeout TO DEFAULT";

    private static final String NAME = "lock_timeout";

    /**
     * Whether a statement that fails may leave something behind: an invalid index, a partition that is half detached, what a
     * procedure has committed. On CockroachDB, only procedures do.
     */
    static boolean mayLeaveSomething(SqlStatement statement, boolean cockroach) {
        return statement.has(Trait.CALLS_PROCEDURE) || (statement.has(Trait.REFUSES_TRANSACTION) && !cockroach);
    }

    /** Whether a script sets the limit in its text, as far as that shows. */
    static boolean isSetIn(Script script) {
        String text = script.text();
        return script.statements().stream().anyMatch(statement -> contains(text, statement.start(), statement.end()));
    }

    private static boolean contains(String text, int start, int end) {
        for (int at = start; at <= end - NAME.length(); at++) {
            if (text.regionMatches(true, at, NAME, 0, NAME.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the limit is not the same for all statements. */
    boolean vary() {
        return !run.database().isCockroach()
                && step.execution() == Execution.STEPWISE
                && run.settings().lockTimeout() != null
                && step.script().header().lockTimeout().isEmpty()
                && step.scripts().stream().noneMatch(LockLimits::isSetIn);
    }

    /**
     * Whether a statement is executed with the limit.
     *
     * @param index the number of statements for what follows the last one
     */
    boolean isLimited(int index) {
        List<SqlStatement> statements = step.script().statements();
        return index >= statements.size() || !mayLeaveSomething(statements.get(index), false);
    }

    /** What changes the session's limit between a statement and the one before it. */
    List<String> before(int index) {
        return change(index == 0 || isLimited(index - 1), index);
    }

    /**
     * What changes the session's limit before a statement; nothing if it is right.
     *
     * @param limited whether the session has the limit
     */
    List<String> change(boolean limited, int index) {
        Duration limit = run.settings().lockTimeout();
        if (limit == null || limited == isLimited(index) || !vary()) {
            return List.of();
        }
        return List.of(limited ? "SET lock_timeout TO DEFAULT" : HeaderSettings.lockTimeout("SET ", limit));
    }
}
