package dev.manticore.migrations.inspection.lint;

import java.util.Objects;

/**
 * A lock on a table, a view, an index or a sequence.
 *
 * @param table its name with its schema, as SQL writes it
 */
public record TableLock(String table, LockMode mode) {

    public TableLock {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(mode, "mode");
    }

    @Override
    public String toString() {
        return mode + " on " + table;
    }
}
