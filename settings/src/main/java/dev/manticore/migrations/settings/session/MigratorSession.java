package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Set;

/** A migrator with its open sources and database. Closing it closes both. */
public final class MigratorSession implements AutoCloseable {
    private final Migrator migrator;
    private final OpenSources sources;
    private final OpenDatabase database;
    private final Progress progress;
    private final FoundEntries found;
    private final Set<String> historyTables;

    MigratorSession(
            Migrator migrator,
            OpenSources sources,
            OpenDatabase database,
            Progress progress,
            FoundEntries found,
            Set<String> historyTables) {
        this.migrator = migrator;
        this.sources = sources;
        this.database = database;
        this.progress = progress;
        this.found = found;
        this.historyTables = Set.copyOf(historyTables);
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

    /** The database, for what a migrator does not do. */
    public TxRunner runner() {
        return Sessions.runner(database);
    }

    /** The tables in which histories and leases may be, as the settings name them, without schemas and not quoted. */
    public Set<String> historyTables() {
        return historyTables;
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
