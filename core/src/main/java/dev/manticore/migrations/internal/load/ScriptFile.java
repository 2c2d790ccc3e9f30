package dev.manticore.migrations.internal.load;

import java.util.Objects;

/**
 * The file of a script, decoded.
 *
 * @param name without any directory
 * @param path relative to the source's location
 * @param origin the location, as the source names it
 * @param text its unchanged text; empty if it cannot be decoded
 */
public record ScriptFile(String name, String path, String origin, String text, ScriptSettings settings) {
    public ScriptFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(settings, "settings");
    }

    /** Returns whether its name is that of a repeatable migration. */
    boolean isRepeatable() {
        return ScriptName.parse(name) instanceof ScriptName.Repeatable;
    }
}
