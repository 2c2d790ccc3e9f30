package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Short forms of steps and queries. */
final class Asking {
    private Asking() {}

    static <R, T> Step<T> query(
            Context context,
            Query<R> query,
            Function<? super R, Step<T>> then,
            Function<TxFailure, Step<T>> otherwise) {
        return new Step.Ask<>(
                new Command.Run(TxScript.autocommit(query.statements())),
                context.patience(),
                result -> then.apply(query.reader().apply(result.rows())),
                otherwise);
    }

    static <T> Step<T> fail(MigrationException failure) {
        return new Step.Fail<>(failure);
    }

    /** One message for two queries. */
    static <A, B, R> Query<R> both(Query<A> first, Query<B> second, BiFunction<A, B, R> combine) {
        int cut = first.statements().size();
        List<String> statements = new ArrayList<>(first.statements());
        statements.addAll(second.statements());
        return new Query<>(
                statements,
                rows -> combine.apply(
                        first.reader().apply(rows.subList(0, cut)),
                        second.reader().apply(rows.subList(cut, rows.size()))));
    }

    /** A query after statements whose answers nobody reads. */
    static <R> Query<R> after(List<String> before, Query<R> query) {
        return both(new Query<List<Rows>>(before, rows -> rows), query, (ignored, answer) -> answer);
    }
}
