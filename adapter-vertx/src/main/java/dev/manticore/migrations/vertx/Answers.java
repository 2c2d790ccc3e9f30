package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts and reads what comes back for one simple-query message. The client forgets the answers that came before an
 * error, but it finishes a collection for each command that was carried out, as soon as it hears of it.
 */
final class Answers {
    private final boolean keepRows;
    private volatile int count;

    Answers(boolean keepRows) {
        this.keepRows = keepRows;
    }

    /** How many commands were carried out. */
    int count() {
        return count;
    }

    Collector<Row, List<List<@Nullable String>>, List<List<@Nullable String>>> collector() {
        return Collector.of(
                ArrayList::new,
                (rows, row) -> {
                    if (keepRows) {
                        rows.add(texts(row));
                    }
                },
                (rows, more) -> {
                    rows.addAll(more);
                    return rows;
                },
                this::finish);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the connection's event loop alone writes
    private List<List<@Nullable String>> finish(List<List<@Nullable String>> rows) {
        count++;
        return rows;
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
        // The client's way to say infinity.
        if (value.equals(OffsetDateTime.MAX)) {
            return "infinity";
        }
        return value.equals(OffsetDateTime.MIN) ? "-infinity" : value.toString();
    }

    /** What each command returned. */
    static List<Rows> read(@Nullable SqlResult<List<List<@Nullable String>>> first) {
        List<Rows> all = new ArrayList<>();
        Object described = null;
        for (SqlResult<List<List<@Nullable String>>> result = first; result != null; result = result.next()) {
            // A command without rows is given the very columns of the one before.
            boolean hasRows = result.columnDescriptors() != null && result.columnDescriptors() != described;
            described = result.columnDescriptors();
            all.add(hasRows ? new Rows(result.columnsNames(), result.value()) : Rows.NONE);
        }
        return all;
    }
}
