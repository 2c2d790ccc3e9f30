package dev.manticore.migrations.support.adapter;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shortcuts for tests that run scripts. */
public final class Scripts {
    private Scripts() {}

    public static TxScript transaction(String... statements) {
        return TxScript.transaction(
                Arrays.stream(statements).map(TxStatement::of).toList());
    }

    public static TxScript autocommit(String... statements) {
        return TxScript.autocommit(List.of(statements));
    }

    /** Runs a script that is expected to fail. */
    public static TxFailure failure(TxSession session, TxScript script) {
        TxFailure failure = catchThrowableOfType(TxFailure.class, () -> session.run(script));
        if (failure == null) {
            throw new AssertionError("no failure");
        }
        return failure;
    }

    /** The only value of the only row of a query. */
    public static @Nullable String text(TxSession session, String query) throws TxFailure {
        return session.run(autocommit(query)).rows().get(0).values().get(0).get(0);
    }

    public static long count(TxSession session, String table) throws TxFailure {
        return Long.parseLong(Objects.requireNonNull(text(session, "SELECT count(*) FROM " + table)));
    }
}
