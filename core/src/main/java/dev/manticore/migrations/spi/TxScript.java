package dev.manticore.migrations.spi;

import dev.manticore.migrations.internal.sql.text.LazyList;
import java.util.List;

/**
 * What a session sends in one call of {@link TxSession#run}, as data.
 *
 * @param mode whether the statements share one transaction
 * @param statements in order, at least one
 */
public record TxScript(Mode mode, List<TxStatement> statements) {

    /** How the statements commit. */
    public enum Mode {
        /** {@link TxMessage#BEGIN}, the statements, {@code COMMIT}: all or nothing. */
        TRANSACTION,
        /**
         * The statements as they are, in one message without {@code BEGIN}. A single statement commits on its own;
         * statements that cannot run in a transaction block require this. PostgreSQL runs several as one implicit
         * transaction.
         */
        AUTOCOMMIT
    }

    public TxScript {
        statements = LazyList.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a script has at least one statement");
        }
    }

    /** The statements in one transaction. */
    public static TxScript transaction(List<TxStatement> statements) {
        return new TxScript(Mode.TRANSACTION, statements);
    }

    /** The statements in one message without {@code BEGIN}; see {@link Mode#AUTOCOMMIT}. */
    public static TxScript autocommit(List<String> statements) {
        return new TxScript(
                Mode.AUTOCOMMIT, statements.stream().map(TxStatement::of).toList());
    }
}
