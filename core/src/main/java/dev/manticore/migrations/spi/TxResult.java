package dev.manticore.migrations.spi;

import java.util.List;

/**
 * What a {@link TxScript} returned.
 *
 * @param rows one entry for each statement of the script, in order; {@link Rows#NONE} for those that return no rows. In
 *     {@link TxScript.Mode#TRANSACTION} an adapter may leave out the values: nobody reads them, and they may not fit
 *     into memory
 */
public record TxResult(List<Rows> rows) {

    public TxResult {
        rows = List.copyOf(rows);
    }
}
