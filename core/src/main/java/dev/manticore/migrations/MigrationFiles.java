package dev.manticore.migrations;

import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.ScriptReader;
import dev.manticore.migrations.internal.plan.FileCheck;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Creates and checks migrations without a database. Immutable and thread-safe. */
public final class MigrationFiles {
    private final List<MigrationSource> sources;
    private final ReadSettings reading;

    private MigrationFiles(List<MigrationSource> sources, ReadSettings reading) {
        this.sources = sources;
        this.reading = reading;
    }

    /** Uses these sources as if they were one. Their files are in UTF-8 and have no placeholders. */
    public static MigrationFiles in(List<MigrationSource> sources) {
        return new MigrationFiles(List.copyOf(sources), ReadSettings.DEFAULT);
    }

    /** The same files with placeholders; see {@link MigratorBuilder#placeholders(Placeholders)}. */
    public MigrationFiles placeholders(Placeholders placeholders) {
        return new MigrationFiles(
                sources, new ReadSettings(placeholders, reading.encoding(), reading.table(), reading.naming()));
    }

    /** The same files in another encoding; see {@link MigratorBuilder#encoding}. */
    public MigrationFiles encoding(Charset charset) {
        return new MigrationFiles(
                sources, new ReadSettings(reading.placeholders(), charset, reading.table(), reading.naming()));
    }

    /** The same files, named in another way; see {@link MigratorBuilder#naming}. */
    public MigrationFiles naming(ScriptNaming naming) {
        return new MigrationFiles(
                sources.stream().map(source -> source.withNaming(naming)).toList(),
                new ReadSettings(reading.placeholders(), reading.encoding(), reading.table(), naming));
    }

    /**
     * Creates a migration file and its undo file. The version depends only on the existing files.
     *
     * @throws IllegalArgumentException if the encoding has not all characters of the description
     * @throws IllegalStateException if no source is writable
     * @throws InvalidMigrationsException if a source cannot be read or written
     * @see Migrator#create(String) which also considers the history
     */
    public CreatedMigration create(String description, VersionScheme scheme) {
        return new NewMigration(description, scheme, null, null).write(sources, Version.ZERO, reading, Instant.now());
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
        return check(tolerated).migrations();
    }

    /**
     * Checks everything that {@link #validate} checks, and also returns what is unusual and no problem.
     *
     * @throws InvalidMigrationsException with every problem, if there are any
     */
    public Checked check(Deviation... tolerated) {
        MigrationSet files = MigrationLoader.load(sources, new ScriptReader(reading, Checksum::of));
        List<Problem> problems = FileCheck.problems(files, Set.of(tolerated));
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems);
        }
        return new Checked(files.all().map(ResolvedMigration::id).toList(), FileCheck.notes(files));
    }

    /**
     * Files without problems.
     *
     * @param migrations in the order in which they are applied to a database without migrations
     * @param notes unusual facts, as sentences
     */
    public record Checked(List<MigrationId> migrations, List<String> notes) {
        public Checked {
            migrations = List.copyOf(migrations);
            notes = List.copyOf(notes);
        }
    }
}
