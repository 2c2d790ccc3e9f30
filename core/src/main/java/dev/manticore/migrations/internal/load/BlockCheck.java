package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What cannot be executed in the transactions that a script asks for with BEGIN and COMMIT, or is misplaced before these. */
record BlockCheck(Script script, Consumer<Problem> problems) {

    void check() {
        boolean one = script.outerBlock().isPresent();
        if (!one && script.transaction().orElse(null) == TransactionMode.REQUIRED) {
            script.blocks().stream().findFirst().ifPresent(this::refuseSeveral);
        }
        for (TransactionBlock block : script.blocks()) {
            // Without BEGIN, they need not be one transaction: see Units.
            if (block.begin() == null) {
                continue;
            }
            for (SqlStatement statement : script.statements().subList(block.from(), block.to())) {
                if (statement.has(Trait.REFUSES_TRANSACTION)) {
                    refuse(statement, block.begin(), block.commit());
                }
            }
        }
        refuseAllows();
    }

    /** They would be lost: the linter sees what is executed, and the engine writes BEGIN and COMMIT itself. */
    private void refuseAllows() {
        if (script.header().allows().isEmpty()) {
            return;
        }
        Set<SqlStatement> executed = new HashSet<>(script.statements());
        script.sql().statements().stream()
                .filter(statement -> !executed.contains(statement))
                .flatMap(statement -> script.allows(statement).stream())
                .forEach(allow -> problems.accept(new Problem(
                        Kind.INVALID_SCRIPT,
                        "No rule of the linter is about BEGIN and COMMIT, but allow stands before one of them.",
                        script.locate(allow.offset()),
                        "Move this line before the statement that it is for.")));
    }

    private void refuseSeveral(TransactionBlock block) {
        SqlStatement first = block.begin() == null ? block.commit() : block.begin();
        problems.accept(RequiredTransaction.impossible(
                script,
                first == null ? 0 : first.start(),
                "the script's own BEGIN and COMMIT make several of it",
                "BEGIN and COMMIT"));
    }

    private void refuse(SqlStatement statement, SqlStatement begin, @Nullable SqlStatement commit) {
        int first = line(begin);
        problems.accept(new Problem(
                Kind.TRANSACTION_IMPOSSIBLE,
                "This statement cannot run in a transaction, but BEGIN in line " + first + " begins one.",
                script.locate(statement.start()),
                "Move it before BEGIN (line " + first + "), "
                        + (commit == null ? "" : "behind COMMIT (line " + line(commit) + "), ")
                        + "or to a separate migration."));
    }

    private int line(SqlStatement statement) {
        return script.sql().locate(statement.start()).line();
    }
}
