package dev.manticore.migrations;

import java.util.List;
import java.util.Objects;

/**
 * What {@link Migrator#adopt} took over from the history of another tool, or would take over.
 *
 * @param from who kept the history, e.g. {@code goose}
 * @param fromTable its table, quoted as in SQL. It was only read
 * @param table the history table with the rows, quoted as in SQL
 * @param migrations the rows, in ascending order: all that the other tool has applied. {@link
 *     AppliedMigration#appliedAt()} and {@link AppliedMigration#appliedBy()} are those of the other tool as far as it
 *     records them; otherwise the time of the adoption and null
 * @param statements the SQL that writes them, in order, including what creates missing tables, {@code BEGIN} and {@code
 *     COMMIT}. The statements of the lease are omitted. Empty if there is nothing to do: the rows are there already, or the
 *     other tool has applied nothing
 * @param notes unusual situations that are not errors, e.g. a migration without a file
 */
public record Adoption(
        String from,
        String fromTable,
        String table,
        List<AppliedMigration> migrations,
        List<String> statements,
        List<String> notes) {

    public Adoption {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(fromTable, "fromTable");
        Objects.requireNonNull(table, "table");
        migrations = List.copyOf(migrations);
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }
}
