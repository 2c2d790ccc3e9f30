package dev.manticore.migrations.maven;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.failure.ToolException;

/** Versions that users write. */
final class Versions {
    private Versions() {}

    /** The version in a parameter. */
    static Version parse(String parameter, String text) {
        try {
            return Version.parse(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw ToolException.usage(
                    "manticore." + parameter + ": " + malformed.getMessage() + ".", "Use a version, e.g. 12 or 1.4.");
        }
    }
}
