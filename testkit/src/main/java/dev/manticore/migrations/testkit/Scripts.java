package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to say what the cases say often. */
final class Scripts {
    private Scripts() {}

    static TxScript transaction(String... statements) {
        return TxScript.transaction(
                Arrays.stream(statements).map(TxStatement::of).toList());
    }

    static TxScript autocommit(String... statements) {
        return TxScript.autocommit(List.of(statements));
    }

    /** The first column of a query's first row. */
    static @Nullable String value(TxSession session, String query) throws TxFailure {
        return value(session.run(autocommit(query)), 0);
    }

    static @Nullable String value(TxResult result, int statement) {
        return result.rows().get(statement).values().get(0).get(0);
    }

    /**
     * Runs what does not succeed.
     *
     * @param complaint what is wrong, and what to do, if it does
     */
    static TxFailure refused(TxSession session, TxScript script, String complaint) {
        try {
            session.run(script);
        } catch (TxFailure failure) {
            return failure;
        }
        throw new AssertionError(complaint + " It was: " + script);
    }
}
