package dev.manticore.migrations;

import dev.manticore.migrations.internal.script.NewMigration;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Instant;
import java.util.List;

/** Works on sources alone, where no database is at hand. Thread-safe and without state. */
public final class MigrationFiles {
    private final List<MigrationSource> sources;

    private MigrationFiles(List<MigrationSource> sources) {
        this.sources = sources;
    }

    /** Works on these sources, as if they were one. */
    public static MigrationFiles in(List<MigrationSource> sources) {
        return new MigrationFiles(List.copyOf(sources));
    }

    /**
     * Writes a new pair of files, the version chosen over the files that are there.
     *
     * @throws IllegalStateException when none of the sources can be written to
     * @throws InvalidMigrationsException when a source cannot be read or written
     * @see Migrator#create(String) which looks into the history too
     */
    public CreatedMigration create(String description, VersionScheme scheme) {
        return new NewMigration(description, scheme, null, null).write(sources, 0, Instant.now());
    }
}
