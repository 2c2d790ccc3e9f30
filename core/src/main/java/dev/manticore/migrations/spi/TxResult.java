package dev.manticore.migrations.spi;

import java.util.List;

/**
 * What a {@link TxScript} returned.
 *
 * @param rows one entry for each statement of the script, in order; {@link Rows#NONE} for those that return no rows. In
 *     {@link TxScript.Mode#TRANSACTION} an adapter may drop the values: nobody reads what the queries of a user's
 *     script return, and it may be larger than the heap
 */
public record TxResult(List<Rows> rows) {

    public TxResult {
        rows = List.copyOf(rows);
    }
}
