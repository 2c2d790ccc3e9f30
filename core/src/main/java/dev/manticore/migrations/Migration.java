package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration defined in code instead of files.
 *
 * @param id a version above 0, or the name of a repeatable migration
 * @param description a few words; underscores become spaces, as in file names. The name itself if it is repeatable
 * @param upSql the SQL that applies it
 * @param downSql the SQL that reverts it, or null if it cannot be reverted, as no repeatable migration can
 * @see dev.manticore.migrations.spi.MigrationSource#of(Migration...)
 */
public record Migration(
        MigrationId id,
        String description,
        String upSql,
        @Nullable String downSql) {

    public Migration {
        Objects.requireNonNull(upSql, "upSql");
        if (id instanceof Version version && version.compareTo(Version.ZERO) <= 0) {
            throw new IllegalArgumentException("the version of a migration must be above 0, was " + version);
        }
        if (description.replace('_', ' ').isBlank()) {
            throw new IllegalArgumentException("migration " + id + " has no description");
        }
        if (id instanceof RepeatableName && downSql != null) {
            throw new IllegalArgumentException(id.label() + " is repeatable and cannot be reverted");
        }
    }

    /** A migration whose version is a whole number, 1 to 2^63-1. */
    public Migration(long version, String description, String upSql, @Nullable String downSql) {
        this(Version.of(version), description, upSql, downSql);
    }

    /**
     * A migration that is applied after all versions, and again whenever its SQL has changed.
     *
     * @param name its description, which identifies it
     * @throws IllegalArgumentException if the name is blank
     */
    public static Migration repeatable(String name, String sql) {
        return new Migration(new RepeatableName(name), name, sql, null);
    }
}
