package dev.manticore.migrations.inspection;

import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.Linter;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.inspection.scratch.ScratchServer;

/**
 * Tries the migrations of a project on databases that nobody else uses, and says what they do.
 *
 * <pre>{@code
 * try (ScratchServer server = ScratchServer.embedded().open()) {
 *     Inspection inspection = Inspection.builder(server)
 *             .source(FilesystemSource.of(Path.of("db/migrations")))
 *             .build();
 * }
 * }</pre>
 *
 * Thread-safe and stateless: each call reads the sources again, and makes databases of its own.
 */
public final class Inspection {
    private final InspectionSettings settings;

    Inspection(InspectionSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts to build an inspection.
     *
     * @param server on which databases are made; it stays open
     */
    public static InspectionBuilder builder(ScratchServer server) {
        return new InspectionBuilder(server);
    }

    /**
     * Applies the migrations to an empty database, observes what each statement does there, and judges it.
     *
     * @param options which migrations are judged, and for which databases
     * @throws dev.manticore.migrations.MigrationException if the migrations cannot be applied
     */
    public LintReport lint(LintOptions options) {
        SharedFiles files = new SharedFiles();
        try (ScratchDatabase database = settings.server().createEmpty()) {
            return new Linter(runner -> settings.migrator(runner, files)).lint(database.runner(), options);
        }
    }

    /** What it was built with. */
    InspectionSettings settings() {
        return settings;
    }
}
