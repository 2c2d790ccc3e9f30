package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.cli.database.OpenDatabase;
import dev.manticore.migrations.cli.output.Output.Progress;

/** A migrator with its open sources and database. Closing it closes both. */
record MigratorSession(Migrator migrator, OpenSources sources, OpenDatabase database, Progress progress)
        implements AutoCloseable {

    @Override
    public void close() {
        try (sources;
                database;
                progress) {
            // In reverse order of opening.
        }
    }
}
