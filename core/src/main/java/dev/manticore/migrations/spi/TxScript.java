package dev.manticore.migrations.spi;

import java.util.List;

/**
 * What a session carries out in one go, as data: it can be sent in one round trip, replayed and shown.
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
         * The statements as they are, in one message without {@code BEGIN}. A single statement commits alone, which
         * is what those need that refuse a transaction block; of several, PostgreSQL makes one implicit transaction.
         */
        AUTOCOMMIT
    }

    public TxScript {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a script has at least one statement");
        }
    }

    public static TxScript transaction(List<TxStatement> statements) {
        return new TxScript(Mode.TRANSACTION, statements);
    }

    public static TxScript autocommit(List<String> statements) {
        return new TxScript(
                Mode.AUTOCOMMIT, statements.stream().map(TxStatement::of).toList());
    }
}
