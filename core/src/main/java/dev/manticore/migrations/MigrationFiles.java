package dev.manticore.migrations;

import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.plan.FileCheck;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Creates and checks migrations without a database. Thread-safe and stateless. */
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

    /**
     * Checks names, pairs and scripts. Blocks while it reads the sources.
     *
     * @param tolerated {@link Deviation#EMPTY_SCRIPT}; the others are about the history
     * @return the migrations in the order in which they are applied to a database without migrations
     * @throws InvalidMigrationsException with every problem, if there are any
     * @see Migrator#validate() which also considers the history
     */
    public List<MigrationId> validate(Deviation... tolerated) {
        MigrationSet files = MigrationLoader.load(sources, Checksum::of);
        List<Problem> problems = FileCheck.problems(files, Set.of(tolerated));
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems);
        }
        return files.all().map(ResolvedMigration::id).toList();
    }
}
