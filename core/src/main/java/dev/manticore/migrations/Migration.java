package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration that is written in code instead of files.
 *
 * @param version 1 to 2^63-1
 * @param description a few words; an underscore is kept as a space, as in a file's name
 * @param upSql what applies it
 * @param downSql what reverts it, or null when it cannot be reverted
 * @see dev.manticore.migrations.spi.MigrationSource#of(Migration...)
 */
public record Migration(
        long version,
        String description,
        String upSql,
        @Nullable String downSql) {

    public Migration {
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or greater, but is " + version);
        }
        if (description.replace('_', ' ').isBlank()) {
            throw new IllegalArgumentException("migration " + version + " has no description");
        }
        Objects.requireNonNull(upSql, "upSql");
    }
}
