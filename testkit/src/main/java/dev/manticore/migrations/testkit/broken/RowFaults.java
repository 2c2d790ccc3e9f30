package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows that are read incorrectly. */
final class RowFaults {
    private static final int PAGE = 1_000;

    private RowFaults() {}

    /** What becomes of one value. */
    private interface Reading {
        @Nullable
        String read(@Nullable String value);
    }

    static TxResult firstThousand(TxSession session, TxScript script) throws TxFailure {
        return each(
                session.run(script),
                rows -> new Rows(
                        rows.columns(),
                        rows.values().subList(0, Math.min(PAGE, rows.values().size()))));
    }

    static TxResult emptyForNull(TxSession session, TxScript script) throws TxFailure {
        return each(session.run(script), rows -> values(rows, value -> value == null ? "" : value));
    }

    static TxResult rounded(TxSession session, TxScript script) throws TxFailure {
        return each(
                session.run(script),
                rows -> values(
                        rows,
                        value -> value != null && value.matches("-?[0-9]{16,19}")
                                ? Long.toString((long) Double.parseDouble(value))
                                : value));
    }

    static TxResult atLeastOne(TxSession session, TxScript script) throws TxFailure {
        TxResult result = session.run(script);
        return new TxResult(
                result.rows(),
                result.changed().stream().map(count -> Math.max(1, count)).toList());
    }

    private static TxResult each(TxResult result, UnaryOperator<Rows> change) {
        return new TxResult(result.rows().stream().map(change).toList(), result.changed());
    }

    private static Rows values(Rows rows, Reading reading) {
        List<List<@Nullable String>> changed = new ArrayList<>();
        for (List<@Nullable String> row : rows.values()) {
            List<@Nullable String> values = new ArrayList<>();
            for (String value : row) {
                values.add(reading.read(value));
            }
            changed.add(values);
        }
        return new Rows(rows.columns(), changed);
    }
}
