package dev.manticore.migrations.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * SQL together with the function that reads its answer.
 *
 * @param statements sent in one message, see {@link TxScript.Mode#AUTOCOMMIT}; the engine may put others before or
 *     behind them
 * @param reader pure; called once with one entry of {@link TxResult#rows()} for each of the statements. It throws if it
 *     cannot read the rows; for a history, the user is told its message as a problem of kind {@code INVALID_HISTORY}
 * @param <T> the type of the answer
 */
public record Query<T>(List<String> statements, Function<List<Rows>, T> reader) {

    public Query {
        statements = List.copyOf(statements);
    }

    /** A query that sends nothing, since its answer is known. */
    public static <T> Query<T> answered(T answer) {
        return new Query<>(List.of(), rows -> answer);
    }

    /**
     * Both queries in one message.
     *
     * @param combine makes one answer of the two
     */
    public <B, R> Query<R> and(Query<B> second, BiFunction<? super T, ? super B, ? extends R> combine) {
        int cut = statements.size();
        List<String> both = new ArrayList<>(statements);
        both.addAll(second.statements());
        return new Query<>(
                both,
                rows -> combine.apply(
                        reader.apply(rows.subList(0, cut)), second.reader().apply(rows.subList(cut, rows.size()))));
    }

    /** Returns a query that first executes {@code before}, ignores its results, and is sent as one message. */
    public Query<T> after(List<String> before) {
        return new Query<List<Rows>>(before, rows -> rows).and(this, (ignored, answer) -> answer);
    }
}
