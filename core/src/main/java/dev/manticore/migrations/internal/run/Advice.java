package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a failure, as far as the failure itself tells.
 *
 * @param text one or more sentences
 * @param ofScript whether a change to the script may help; if not, the cause lies in the server, or in how it is reached
 */
public record Advice(String text, boolean ofScript) {
    private static final String LIMIT =
            "The connection's own time limit for an answer ended the wait (socketTimeout of the JDBC driver). The server may"
                    + " be healthy. Set socketTimeout in the URL or the DataSource to 0, or to more than the longest"
                    + " migration takes.";

    /** The advice for a statement of anybody's; null where only its text can be wrong. */
    public static @Nullable Advice of(TxFailure failure) {
        if (FailureKind.isAnswerTimeout(failure)) {
            return beyondScript(LIMIT);
        }
        return null;
    }

    static Advice beyondScript(String text) {
        return new Advice(text, false);
    }
}
