package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Direction;
import java.util.List;
import java.util.Objects;

/**
 * A migration in Java code and the statements around it, which share one transaction: {@link TxMessage#BEGIN}, the
 * statements before, the code, the statements after, {@code COMMIT}.
 *
 * <p>The statements before set a savepoint, and those after release it. It exists in no other transaction. This shows
 * that the code has not ended the one that it was given.
 *
 * @param before at least one
 * @param migration the code, of a type that the runner knows; see {@link TxRunner#codeRefusal}
 * @param direction whether the code applies or reverts the migration
 * @param after at least one; the first is {@link #RELEASE}
 */
public record TxCode(List<TxStatement> before, CodeMigration migration, Direction direction, List<TxStatement> after) {

    private static final String NAME = "manticore_code";

    /** Sets the savepoint: the last statement before the code. */
    public static final String SAVEPOINT = "SAVEPOINT " + NAME;

    /** Releases the savepoint: the first statement after the code. */
    public static final String RELEASE = "RELEASE SAVEPOINT " + NAME;

    /**
     * What a session sends first when the code has failed. The server refuses it as it would refuse {@link #RELEASE} if
     * the code has ended the transaction: see {@link #isEnded}.
     */
    public static final String ROLLBACK = "ROLLBACK TO SAVEPOINT " + NAME;

    public TxCode {
        before = List.copyOf(before);
        after = List.copyOf(after);
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(direction, "direction");
        if (before.isEmpty() || after.isEmpty()) {
            throw new IllegalArgumentException("there are statements before and after the code");
        }
    }

    /** What goes out before the code, in one message. It opens the transaction. */
    public TxPart.Message first() {
        return new TxPart.Message(0, before.size(), TxMessage.of(before, true, false), false);
    }

    /** What goes out after the code, in one message. It commits the transaction. */
    public TxPart.Message last() {
        return new TxPart.Message(index() + 1, after.size(), TxMessage.of(after, false, true), true);
    }

    /** The place of the code among the statements, for {@link TxFailure#statement()}: it counts as one of them. */
    public int index() {
        return before.size();
    }

    /**
     * Whether the server refused {@link #ROLLBACK} or {@link #RELEASE} because the savepoint's transaction has ended.
     *
     * @param sqlState the SQLSTATE of that refusal
     */
    public static boolean isEnded(String sqlState) {
        // Invalid savepoint, no active transaction.
        return sqlState.equals("3B001") || sqlState.equals("25P01");
    }

    /** Starts the failure for an exception of the code, after which the transaction was rolled back. */
    public TxFailure.Builder failed(String message, Throwable cause) {
        return TxFailure.in(TxFailure.Phase.STATEMENT, message)
                .statement(index())
                .cause(cause);
    }

    /**
     * Starts the failure for code that failed and had ended the transaction before, as the server told.
     *
     * @param refusal the server's message
     * @param sqlState its SQLSTATE
     * @param cause the code's exception
     */
    public TxFailure.Builder ended(String refusal, String sqlState, Throwable cause) {
        return TxFailure.in(TxFailure.Phase.STATEMENT, refusal)
                .sqlState(sqlState)
                .statement(index() + 1)
                .cause(cause);
    }

    @Override
    public String toString() {
        return migration.getClass().getName() + " (" + direction + ")";
    }
}
