package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.TransactionControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that a script commits together.
 *
 * @param from the index of the first, among the statements of the script without BEGIN and COMMIT
 * @param to the index behind the last
 * @param begin its BEGIN; null if it begins with the script, or behind the COMMIT before it
 * @param modes those of its BEGIN, see {@link TransactionControl#modes}
 * @param commit its COMMIT; null if it ends with the script
 */
public record TransactionBlock(
        int from,
        int to,
        @Nullable SqlStatement begin,
        List<String> modes,
        @Nullable SqlStatement commit) {

    public TransactionBlock {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a block cannot reach from statement " + from + " to " + to);
        }
        modes = List.copyOf(modes);
    }

    /** Returns whether nothing can be written in it, so not its note either. */
    public boolean isReadOnly() {
        return modes.contains(TransactionControl.READ_ONLY);
    }
}
