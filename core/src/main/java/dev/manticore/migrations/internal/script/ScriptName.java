package dev.manticore.migrations.internal.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;

/**
 * What a file's name says: {@code V{version}__{description}.sql} applies, {@code U{version}__undo_{description}.sql}
 * reverts. The names are those of the Manticore client for Python; {@code undo_} may be missing, as in Flyway's.
 */
sealed interface ScriptName {
    int LONGEST_SLUG = 224;

    /** A migration's or an undo's name. */
    record Versioned(Direction direction, long version, String description) implements ScriptName {}

    /** Any other name, with the reason. */
    record Refused(Problem.Kind kind, String message, String remedy) implements ScriptName {}

    static ScriptName parse(String name) {
        return new ScriptNameParser(name).parse();
    }

    /** The name of a new script; {@code description} as {@link #slug} made it. */
    static String of(Direction direction, long version, String slug) {
        return direction == Direction.APPLY
                ? "V" + version + "__" + slug + ".sql"
                : "U" + version + "__undo_" + slug + ".sql";
    }

    /** A description as part of a file name: blanks, and what file systems refuse, become single underscores. */
    static String slug(String description) {
        String slug = description
                .strip()
                .replaceAll("[\\s\\p{Cntrl}/\\\\:*?\"<>|]+", "_")
                .replaceAll("_{2,}", "_");
        if (slug.isEmpty() || slug.equals("_")) {
            throw new IllegalArgumentException(
                    "a migration needs a description of a few words, but it is \"" + description + "\"");
        }
        // File systems take names of up to 255 bytes, of which U9223372036854775807__undo_ and .sql need 31.
        if (slug.getBytes(UTF_8).length > LONGEST_SLUG) {
            throw new IllegalArgumentException("a migration's description becomes part of a file's name and must not be"
                    + " longer than " + LONGEST_SLUG + " bytes, but is \"" + description + "\"");
        }
        return slug;
    }
}
