package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CodeMigration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a script, decoded.
 *
 * @param name without any directory
 * @param path relative to the source's location
 * @param origin the location, as the source names it
 * @param text its unchanged text; empty if it cannot be decoded
 * @param code the migration in Java code that it stands for; null for a script
 */
public record ScriptFile(
        String name,
        String path,
        String origin,
        String text,
        ScriptSettings settings,
        @Nullable CodeMigration code) {

    public ScriptFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(settings, "settings");
    }
}
