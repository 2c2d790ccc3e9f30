package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.Allowance;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.SourceLocation;
import java.util.List;
import java.util.Objects;

/**
 * What was observed while one statement of a script was executed on the scratch database. Only tables that were there before the
 * statement appear in locks, rewrites and scans. Immutable.
 *
 * @param migration whose statement it is
 * @param location where it begins in its file
 * @param sql the statement as it was executed, without a semicolon
 * @param transaction the number of the transaction that it ran in, from 1 in the order of the run: statements with one number commit
 *     together
 * @param observed whether locks and scans could be observed. Those of a statement that refuses a transaction, such as {@code CREATE
 *     INDEX CONCURRENTLY}, are gone when it ends
 * @param locks the locks that it took and that its transaction did not hold before, by table; the strongest one of each table
 * @param held the locks of earlier statements of its transaction, that were held while it ran; the strongest one of each table
 * @param rewritten the tables whose rows were all written anew
 * @param scanned the tables whose rows were all read
 * @param changes what became of the catalog
 * @param allowances what its script allows although there are rules against it
 */
public record StatementRecord(
        MigrationId migration,
        SourceLocation location,
        String sql,
        int transaction,
        boolean observed,
        List<TableLock> locks,
        List<TableLock> held,
        List<String> rewritten,
        List<String> scanned,
        List<Change> changes,
        List<Allowance> allowances) {

    public StatementRecord {
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(sql, "sql");
        locks = List.copyOf(locks);
        held = List.copyOf(held);
        rewritten = List.copyOf(rewritten);
        scanned = List.copyOf(scanned);
        changes = List.copyOf(changes);
        allowances = List.copyOf(allowances);
    }
}
