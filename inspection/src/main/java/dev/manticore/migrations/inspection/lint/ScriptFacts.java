package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlToken;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the file of a script says beside its statements.
 *
 * @param isOneStatement whether it has nothing but one statement, also no BEGIN and COMMIT, and does not require a transaction: only
 *     then can the statement leave its transaction, or get BEGIN and COMMIT
 * @param limitsLocks whether its header has {@code lock_timeout}, also if that is zero
 */
record ScriptFacts(boolean isOneStatement, boolean limitsLocks) {
    private static final Pattern LOCK_TIMEOUT = header("lock_timeout");

    /** A line of the header with an entry. Reading one where there is none does no harm: a fix is left out. */
    private static Pattern header(String entry) {
        return Pattern.compile("^\\s*--\\s*manticore\\s*:.*\\b" + entry, Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    }

    static ScriptFacts of(PlanStep step) {
        List<ScriptStatement> statements = step.scriptStatements();
        boolean alone = statements.size() == 1
                && tokens(step).filter(token -> !token.is(";")).count()
                        == statements.get(0).tokens().size();
        return new ScriptFacts(
                alone && !step.transactionRequired(),
                LOCK_TIMEOUT.matcher(step.script()).find());
    }

    /** Those of the whole file. */
    private static Stream<SqlToken> tokens(PlanStep step) {
        SourceLocation start = new SourceLocation(step.origin(), 1, 1, null);
        return new ScriptStatement(start, step.script(), true, false, false, List.of()).tokens().stream();
    }
}
