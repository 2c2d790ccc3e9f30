package dev.manticore.migrations.spi;

import java.util.List;
import java.util.function.Function;

/**
 * SQL together with the reading of its answer.
 *
 * @param statements sent in one message, see {@link TxScript.Mode#AUTOCOMMIT}
 * @param reader pure; called once with one entry of {@link TxResult#rows()} for each statement. What it throws where the
 *     rows are not what it can read is told to the user: for a history, as an {@code INVALID_HISTORY} problem
 * @param <T> what the answer means
 */
public record Query<T>(List<String> statements, Function<List<Rows>, T> reader) {

    public Query {
        statements = List.copyOf(statements);
    }
}
