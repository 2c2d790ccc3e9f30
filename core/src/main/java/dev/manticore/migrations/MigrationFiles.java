package dev.manticore.migrations;

import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Instant;
import java.util.List;

/** Creates migrations without a database. Thread-safe and stateless. */
public final class MigrationFiles {
    private final List<MigrationSource> sources;

    private MigrationFiles(List<MigrationSource> sources) {
        this.sources = sources;
    }

    /** Uses these sources as if they were one. */
    public static MigrationFiles in(List<MigrationSource> sources) {
        return new MigrationFiles(List.copyOf(sources));
    }

    /**
     * Creates a migration file and its undo file. The version depends only on the existing files.
     *
     * @throws IllegalStateException if no source is writable
     * @throws InvalidMigrationsException if a source cannot be read or written
     * @see Migrator#create(String) which also considers the history
     */
    public CreatedMigration create(String description, VersionScheme scheme) {
        return new NewMigration(description, scheme, null, null).write(sources, Version.ZERO, Instant.now());
    }
}
