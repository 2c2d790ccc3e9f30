package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import java.util.List;

/** A migrator with its open sources and database. Closing it closes both. */
public final class MigratorSession implements AutoCloseable {
    private final Migrator migrator;
    private final OpenSources sources;
    private final OpenDatabase database;
    private final Progress progress;
    private final FoundEntries found;

    MigratorSession(
            Migrator migrator, OpenSources sources, OpenDatabase database, Progress progress, FoundEntries found) {
        this.migrator = migrator;
        this.sources = sources;
        this.database = database;
        this.progress = progress;
        this.found = found;
    }

    public Migrator migrator() {
        return migrator;
    }

    OpenSources sources() {
        return sources;
    }

    public OpenDatabase database() {
        return database;
    }

    /** The progress that the user sees. Close it before a result is shown. */
    public Progress progress() {
        return progress;
    }

    /** Migrates, and ends the progress. */
    public MigrationResult migrate(Target target) {
        return ended(migrator.migrate(target));
    }

    /** Migrates exactly as a plan says that the user has agreed to, and ends the progress. */
    public MigrationResult migrate(Target target, Plan agreed) {
        return ended(migrator.migrate(target, agreed));
    }

    private MigrationResult ended(MigrationReport report) {
        progress.close();
        return new MigrationResult(report, report.isEmpty() ? found.entries() : List.of());
    }

    @Override
    public void close() {
        try (sources;
                database;
                progress) {
            // In reverse order of opening.
        }
    }
}
