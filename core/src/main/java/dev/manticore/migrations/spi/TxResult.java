package dev.manticore.migrations.spi;

import java.util.List;

/**
 * What a {@link TxScript} returned.
 *
 * @param rows one entry for each statement of the script, in order; {@link Rows#NONE} for those that return no rows
 */
public record TxResult(List<Rows> rows) {

    public TxResult {
        rows = List.copyOf(rows);
    }
}
