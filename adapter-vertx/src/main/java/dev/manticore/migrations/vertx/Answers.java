package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts and reads the answers to one simple-query message. The client discards the answers before an error, but it
 * finishes a collector for each executed command as soon as the answer arrives.
 */
final class Answers {
    private final boolean keepRows;
    private final IntConsumer executed;
    private volatile int count;
    private volatile List<Long> changed = List.of();

    Answers(boolean keepRows) {
        this(keepRows, number -> {});
    }

    /** @param executed told the number of each command that was executed, from 1, on the event loop */
    Answers(boolean keepRows, IntConsumer executed) {
        this.keepRows = keepRows;
        this.executed = executed;
    }

    /** The number of executed commands. */
    int count() {
        return count;
    }

    /** How many rows each command has changed, in order; of a query, how many it returned. Known once they were read. */
    List<Long> changed() {
        return changed;
    }

    /** Does little work per row, since it is called on the event loop. */
    Collector<Row, List<Row>, List<Row>> collector() {
        return Collector.of(
                ArrayList::new,
                keepRows ? List::add : (rows, row) -> {},
                (rows, more) -> {
                    rows.addAll(more);
                    return rows;
                },
                this::finish);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the connection's event loop writes
    private List<Row> finish(List<Row> rows) {
        count++;
        executed.accept(count);
        return rows;
    }

    /** The result of each command; converted to text on a worker. */
    Future<List<Rows>> read(@Nullable SqlResult<List<Row>> first) {
        return keepRows ? Workers.call(() -> rows(first)) : Future.succeededFuture(rows(first));
    }

    private List<Rows> rows(@Nullable SqlResult<List<Row>> first) {
        List<Rows> all = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        Object described = null;
        for (SqlResult<List<Row>> result = first; result != null; result = result.next()) {
            // The client passes the columns of the previous command to a command without rows.
            boolean hasRows = result.columnDescriptors() != null && result.columnDescriptors() != described;
            described = result.columnDescriptors();
            all.add(
                    keepRows && hasRows
                            ? new Rows(
                                    result.columnsNames(),
                                    result.value().stream().map(Answers::texts).toList())
                            : Rows.NONE);
            counts.add((long) result.rowCount());
        }
        changed = counts;
        return all;
    }

    private static List<@Nullable String> texts(Row row) {
        List<@Nullable String> texts = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            texts.add(text(row.getValue(i)));
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean yes) {
            return yes ? "t" : "f";
        }
        // The client's representation of infinity.
        if (value.equals(OffsetDateTime.MAX)) {
            return "infinity";
        }
        return value.equals(OffsetDateTime.MIN) ? "-infinity" : value.toString();
    }
}
