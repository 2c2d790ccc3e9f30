package dev.manticore.migrations.spi;

import java.util.Collections;
import java.util.List;

/**
 * What a {@link TxScript} returned.
 *
 * @param rows one entry for each statement of the script, in order; {@link Rows#NONE} for those that return no rows. In
 *     {@link TxScript.Mode#TRANSACTION} an adapter may leave out the values: nobody reads them, and they may not fit
 *     into memory
 * @param changed one entry for each statement of the script, in order: how many rows an {@code INSERT}, {@code UPDATE},
 *     {@code DELETE} or {@code MERGE} has changed, as the server tells in its command tag ({@code UPDATE 5}), in both
 *     modes; {@link #UNCOUNTED} if the adapter does not know it. For other statements the number has no meaning
 */
public record TxResult(List<Rows> rows, List<Long> changed) {

    /** The number of rows that a statement has changed, where it is not known. */
    public static final long UNCOUNTED = -1;

    public TxResult {
        rows = List.copyOf(rows);
        changed = List.copyOf(changed);
        if (changed.size() != rows.size()) {
            throw new IllegalArgumentException(
                    rows.size() + " statements have rows, and " + changed.size() + " have a number of changed rows");
        }
    }

    /** The result of an adapter that does not know how many rows were changed. It cannot repeat statements. */
    public TxResult(List<Rows> rows) {
        this(rows, Collections.nCopies(rows.size(), UNCOUNTED));
    }
}
