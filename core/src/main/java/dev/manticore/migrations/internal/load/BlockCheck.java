package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.function.Consumer;

/** What cannot be executed in the transactions that a script asks for with BEGIN and COMMIT. */
record BlockCheck(Script script, Consumer<Problem> problems) {

    void check() {
        boolean one = script.outerBlock().isPresent();
        if (!one && script.transaction().orElse(null) == TransactionMode.REQUIRED) {
            script.blocks().stream().findFirst().ifPresent(this::refuseSeveral);
        }
        for (TransactionBlock block : script.blocks()) {
            // What follows the last COMMIT need not be one transaction.
            if (block.commit() == null) {
                continue;
            }
            for (SqlStatement statement : script.statements().subList(block.from(), block.to())) {
                if (statement.has(Trait.REFUSES_TRANSACTION)) {
                    refuse(statement, block);
                }
            }
        }
    }

    private void refuseSeveral(TransactionBlock block) {
        SqlStatement first = block.begin() == null ? block.commit() : block.begin();
        boolean inHeader = script.header().transaction().isPresent();
        problems.accept(new Problem(
                Kind.TRANSACTION_IMPOSSIBLE,
                (inHeader ? "The header" : script.file().name() + ".conf")
                        + " requires one transaction, but the script's own BEGIN and COMMIT make several of it.",
                script.locate(first == null ? 0 : first.start()),
                "Remove " + (inHeader ? "transaction=required" : "executeInTransaction=true")
                        + ", or BEGIN and COMMIT."));
    }

    private void refuse(SqlStatement statement, TransactionBlock block) {
        SqlStatement begin = block.begin();
        int end = block.commit() == null ? 0 : line(block.commit());
        problems.accept(new Problem(
                Kind.TRANSACTION_IMPOSSIBLE,
                "This statement cannot run in a transaction, but "
                        + (begin == null
                                ? "is in the one that COMMIT in line " + end + " ends."
                                : "BEGIN in line " + line(begin) + " begins one."),
                script.locate(statement.start()),
                "Move it "
                        + (begin == null
                                ? "behind COMMIT (line "
                                : "before BEGIN (line " + line(begin) + "), behind COMMIT (line ")
                        + end + "), or to a separate migration."));
    }

    private int line(SqlStatement statement) {
        return script.sql().locate(statement.start()).line();
    }
}
