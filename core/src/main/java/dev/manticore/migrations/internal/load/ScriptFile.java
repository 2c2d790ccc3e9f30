package dev.manticore.migrations.internal.load;

import java.util.Objects;

/**
 * The file of a script, decoded.
 *
 * @param name without any directory
 * @param origin the location, as the source names it
 * @param text its unchanged text; empty if it cannot be decoded
 */
public record ScriptFile(String name, String origin, String text, ScriptSettings settings) {
    public ScriptFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(settings, "settings");
    }
}
