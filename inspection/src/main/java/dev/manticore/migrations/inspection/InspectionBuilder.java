package dev.manticore.migrations.inspection;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Collects an inspection's settings. Not thread-safe; may be used to build several inspections. */
public final class InspectionBuilder {
    private final ScratchServer server;
    private final List<MigrationSource> sources = new ArrayList<>();
    private final List<MigrationSource> seeds = new ArrayList<>();
    private Consumer<MigratorBuilder<?>> migrator = builder -> {};

    InspectionBuilder(ScratchServer server) {
        this.server = Objects.requireNonNull(server, "server");
    }

    /** Adds a source of migrations. Several sources are read as if they were one. At least one is required. */
    public InspectionBuilder source(MigrationSource source) {
        sources.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Sets what else is set for the migrators of the project: schema, history table, placeholders, naming, and so on.
     *
     * @param settings called for each migrator, possibly on several threads at once; must not add a source
     */
    public InspectionBuilder migrator(Consumer<MigratorBuilder<?>> settings) {
        this.migrator = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Adds a source of scripts that put rows into the database, as migrations are named: {@code V12__customers.sql} is executed
     * after version 12 was applied. Placeholders and settings are those of the migrations. Default: no rows.
     */
    public InspectionBuilder seeds(MigrationSource source) {
        seeds.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Builds the inspection.
     *
     * @throws IllegalStateException if there is no source
     */
    public Inspection build() {
        if (sources.isEmpty()) {
            throw new IllegalStateException("an inspection needs a source; add one with source(..)");
        }
        return new Inspection(new InspectionSettings(server, sources, seeds, migrator));
    }
}
