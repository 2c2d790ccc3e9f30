package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import java.util.List;

/** Reads the sources alone, without the database. */
public record ListMigrations() implements Operation<List<Migration>> {

    @Override
    public List<Migration> carryOut(Run run) {
        MigrationSet files = run.load();
        if (!files.problems().isEmpty()) {
            throw new InvalidMigrationsException(files.problems(), run.report());
        }
        return files.all().map(ListMigrations::migration).toList();
    }

    private static Migration migration(ResolvedMigration file) {
        Script down = file.down();
        return new Migration(
                file.id(),
                file.description(),
                file.up().file().text(),
                down == null ? null : down.file().text());
    }
}
