package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration defined in code instead of files.
 *
 * @param version above 0
 * @param description a few words; underscores become spaces, as in file names
 * @param upSql the SQL that applies it
 * @param downSql the SQL that reverts it, or null if it cannot be reverted
 * @see dev.manticore.migrations.spi.MigrationSource#of(Migration...)
 */
public record Migration(
        Version version,
        String description,
        String upSql,
        @Nullable String downSql) {

    public Migration {
        if (version.compareTo(Version.ZERO) <= 0) {
            throw new IllegalArgumentException("the version of a migration must be above 0, was " + version);
        }
        if (description.replace('_', ' ').isBlank()) {
            throw new IllegalArgumentException("migration " + version + " has no description");
        }
        Objects.requireNonNull(upSql, "upSql");
    }

    /** A migration whose version is a whole number, 1 to 2^63-1. */
    public Migration(long version, String description, String upSql, @Nullable String downSql) {
        this(Version.of(version), description, upSql, downSql);
    }
}
