package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.session.Feedback.Progress;

/** A migrator with its open sources and database. Closing it closes both. */
public record MigratorSession(Migrator migrator, OpenSources sources, OpenDatabase database, Progress progress)
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
