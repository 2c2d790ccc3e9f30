package dev.manticore.migrations.inspection;

import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.internal.verify.Verification;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.Linter;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Set;

/**
 * Tries the migrations of a project on databases that nobody else uses, and says what they do.
 *
 * <pre>{@code
 * try (ScratchServer server = ScratchServer.embedded().open()) {
 *     Inspection inspection = Inspection.builder(server)
 *             .source(FilesystemSource.of(Path.of("db/migrations")))
 *             .build();
 *     VerifyReport report = inspection.verify();
 * }
 * }</pre>
 *
 * Thread-safe and stateless: each call reads the sources again, and makes databases of its own. Roles belong to the server, though: one
 * {@link #verify} at a time on a scratch server, since it drops those that no database needs.
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
     * Compares a database with what the migrations in its history make on the scratch server. The database is only read: its history,
     * and its catalog in one snapshot. Blocks until all migrations that are applied there were applied to a scratch database.
     *
     * @param database the database, of PostgreSQL 14 or later; the settings of the migrators are those with which it was migrated
     * @throws dev.manticore.migrations.MigrationException if the database cannot be read, if the files are not valid, or if one of
     *     them cannot be applied to the scratch database
     * @throws UnsupportedOperationException if the database is not PostgreSQL 14 or later
     * @throws dev.manticore.migrations.inspection.scratch.ScratchException if the scratch server refuses
     */
    public Drift drift(TxRunner database, DriftOptions options) {
        return new DriftCheck(settings, database, options).run();
    }

    /** Compares the whole database as {@link #drift(TxRunner, DriftOptions)} does. */
    public Drift drift(TxRunner database) {
        return drift(database, DriftOptions.DEFAULT);
    }

    /**
     * Applies each migration, reverts it and applies it again, and compares what the database consists of after each. Applies
     * repeatable migrations twice, runs once more, and executes what a dry run prints.
     *
     * @throws dev.manticore.migrations.InvalidMigrationsException if the files have problems
     * @throws dev.manticore.migrations.MigrationException if a seed fails, or if the server fails for another reason than a script
     * @throws IllegalArgumentException if a seed belongs to no version
     */
    public VerifyReport verify(VerifyOption... options) {
        return new Verification(settings, Set.copyOf(List.of(options))).carryOut();
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
}
