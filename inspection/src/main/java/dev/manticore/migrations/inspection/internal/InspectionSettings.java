package dev.manticore.migrations.inspection.internal;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an inspection was built with.
 *
 * @param server on which databases are made
 * @param sources of the migrations
 * @param seeds of the scripts that put rows in
 * @param migrator what else is set for each migrator
 */
public record InspectionSettings(
        ScratchServer server,
        List<MigrationSource> sources,
        List<MigrationSource> seeds,
        Consumer<MigratorBuilder<?>> migrator) {

    public InspectionSettings {
        sources = List.copyOf(sources);
        seeds = List.copyOf(seeds);
    }

    /**
     * The builder of a migrator of the project's migrations. It logs no failure, since each is part of a report.
     *
     * @param files reads them once for all migrators of a call
     */
    public MigratorBuilder<Migrator> migrator(TxRunner runner, SharedFiles files) {
        return migrator(runner, sources).sharing(files);
    }

    /** The builder of a migrator of other scripts with the settings of the project. */
    public MigratorBuilder<Migrator> migrator(TxRunner runner, List<? extends MigrationSource> scripts) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner);
        migrator.accept(builder);
        scripts.forEach(builder::source);
        return builder.withoutFailureLog();
    }
}
