package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.Version;
import java.util.Objects;

/** The baseline with which the first run on a database that is not empty begins. */
public record BaselineSetting(Version version, String description) {
    public BaselineSetting {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
    }
}
