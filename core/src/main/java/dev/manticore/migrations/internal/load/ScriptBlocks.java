package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.rules.TransactionControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a script without those that begin or end a transaction, and what these put into one transaction.
 *
 * <p>A COMMIT without BEGIN ends a block as well. A script with such a COMMIT was written for a tool that begins a
 * transaction before the script and, as a client without autocommit does, behind each COMMIT. Therefore, such a block
 * begins behind the COMMIT before it, and what follows the last COMMIT is a block too.
 *
 * @param statements in order
 * @param blocks in order; they do not overlap
 */
record ScriptBlocks(List<SqlStatement> statements, List<TransactionBlock> blocks) {

    /**
     * Finds the blocks.
     *
     * @param problems takes what cannot be executed
     */
    static ScriptBlocks of(String origin, SplitScript sql, Consumer<Problem> problems) {
        // A dump has millions of statements, and none of these.
        return sql.statements().stream().anyMatch(statement -> statement.has(Trait.TRANSACTION_CONTROL))
                ? new Reader(origin, sql, problems).read()
                : new ScriptBlocks(sql.statements(), List.of());
    }

    private static final class Reader {
        private static final TransactionControl NONE =
                new TransactionControl(TransactionControl.Kind.COMMIT, List.of());

        private final String origin;
        private final SplitScript sql;
        private final Consumer<Problem> problems;
        private final List<SqlStatement> statements = new ArrayList<>();
        private final List<TransactionBlock> blocks = new ArrayList<>();
        private @Nullable SqlStatement begin;
        private TransactionControl begun = NONE;
        /** Where a block begins that the next COMMIT ends. */
        private int start;
        /** Whether the last COMMIT had no BEGIN. */
        private boolean goesOn;

        Reader(String origin, SplitScript sql, Consumer<Problem> problems) {
            this.origin = origin;
            this.sql = sql;
            this.problems = problems;
        }

        ScriptBlocks read() {
            for (SqlStatement statement : sql.statements()) {
                Optional<TransactionControl> control = sql.transactionControl(statement);
                if (control.isPresent()) {
                    accept(statement, control.get());
                } else {
                    statements.add(statement);
                }
            }
            if (begin != null) {
                refuse(
                        begin,
                        "This BEGIN has no COMMIT.",
                        "Add COMMIT. If the whole script is one transaction, remove BEGIN: the script and its history row"
                                + " run in one.");
            } else if (goesOn) {
                add(null);
            }
            return new ScriptBlocks(statements, blocks);
        }

        private void accept(SqlStatement statement, TransactionControl control) {
            switch (control.kind()) {
                case BEGIN -> begin(statement, control);
                case COMMIT -> commit(statement);
                case COMMIT_AND_CHAIN ->
                    refuseEnd(statement, "AND CHAIN is not supported.", "Write COMMIT, and BEGIN with the same modes.");
                case ROLLBACK ->
                    refuseEnd(
                            statement,
                            "A migration must not roll back its transaction: what it records as applied would be gone.",
                            "Remove the statement and what it takes back. To take back a part, use SAVEPOINT and ROLLBACK"
                                    + " TO.");
                case PREPARE ->
                    refuseEnd(
                            statement,
                            "A migration must not prepare its transaction for a later commit.",
                            "Write COMMIT instead.");
                case UNKNOWN ->
                    refuseEnd(
                            statement,
                            "This form of BEGIN or COMMIT is not known.",
                            "Write BEGIN or COMMIT. The modes of a BEGIN are ISOLATION LEVEL with a level, READ ONLY, READ"
                                    + " WRITE, DEFERRABLE and NOT DEFERRABLE.");
            }
        }

        private void begin(SqlStatement statement, TransactionControl control) {
            if (begin != null) {
                refuse(
                        statement,
                        "This BEGIN is in the transaction that BEGIN in line " + line(begin) + " began.",
                        "Remove it, or add COMMIT before it.");
                return;
            }
            begin = statement;
            begun = control;
            start = statements.size();
        }

        private void commit(SqlStatement statement) {
            goesOn = begin == null;
            add(statement);
            begin = null;
            begun = NONE;
            start = statements.size();
        }

        /** The block that ends here, unless nothing is in it. */
        private void add(@Nullable SqlStatement commit) {
            if (statements.size() > start) {
                blocks.add(new TransactionBlock(start, statements.size(), begin, begun.modes(), commit));
            }
        }

        private int line(SqlStatement statement) {
            return sql.locate(statement.start()).line();
        }

        /** Refuses what ends the block in another way; it needs no COMMIT then. */
        private void refuseEnd(SqlStatement statement, String message, String advice) {
            refuse(statement, message, advice);
            begin = null;
        }

        private void refuse(SqlStatement statement, String message, String advice) {
            problems.accept(new Problem(
                    Kind.TRANSACTION_CONTROL, message, Script.locate(origin, sql.source(), statement.start()), advice));
        }
    }
}
