package dev.manticore.migrations;

import java.util.Objects;

/**
 * The baseline of a database after {@link Migrator#baseline}.
 *
 * @param version every version up to it counts as applied
 * @param description as recorded
 * @param recorded false if the database had this baseline already, so that nothing was changed
 */
public record Baselined(Version version, String description, boolean recorded) {

    /** The description of a baseline for which nobody gave one. */
    public static final String DESCRIPTION = "<< baseline >>";

    public Baselined {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
    }
}
