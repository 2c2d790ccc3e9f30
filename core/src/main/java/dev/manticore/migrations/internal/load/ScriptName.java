package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;

/**
 * A parsed file name, by default: {@code V{version}__{description}.sql} for a migration, {@code U{version}__undo_{description}.sql}
 * for its undo script, {@code R__{description}.sql} for a repeatable migration, {@code B{version}__{description}.sql} for a
 * baseline script, {@code {event}.sql} and {@code {event}__{description}.sql} for a callback. The Manticore client for Python
 * uses the first two. {@code undo_} is optional, as in Flyway.
 */
sealed interface ScriptName {
    int LONGEST_SLUG = 224;
    int LONGEST_NAME = 255;

    /**
     * The name of a migration or an undo script.
     *
     * @param written the version as the name has it, e.g. {@code 01_2}
     */
    record Versioned(Direction direction, Version version, String written, String description) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.versioned(this);
        }
    }

    /** The name of a repeatable migration. */
    record Repeatable(RepeatableName name) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.repeatable(this);
        }
    }

    /**
     * The name of a callback.
     *
     * @param description empty if the name has none
     */
    record Callback(CallbackEvent event, String description) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callback(this);
        }
    }

    /**
     * The name of a callback of Flyway's that is not executed.
     *
     * @param reason why, as the second half of a sentence
     */
    record UnusedCallback(String reason) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unusedCallback(this);
        }
    }

    /**
     * The name of a baseline script.
     *
     * @param written the version as the name has it
     */
    record Baseline(Version version, String written, String description) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.baseline(this);
        }
    }

    /**
     * Any other name, with the reason why it is invalid.
     *
     * @param isOther whether Flyway would not execute such a file either, so that it may be left out
     */
    record Invalid(Problem.Kind kind, String message, String remedy, boolean isOther) implements ScriptName {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.invalid(this);
        }
    }

    /** Calls the method for the type of this name. */
    <R> R match(Cases<R> cases);

    /**
     * One method for each type of name.
     *
     * @param <R> the type of the results
     */
    interface Cases<R> {
        R versioned(Versioned name);

        R repeatable(Repeatable name);

        R baseline(Baseline name);

        R callback(Callback name);

        R unusedCallback(UnusedCallback name);

        R invalid(Invalid name);
    }

    static ScriptName parse(ScriptNaming naming, String name) {
        return new ScriptNameParser(naming, name).parse();
    }

    /**
     * Returns the name of a new script.
     *
     * @throws IllegalArgumentException if it is too long for a file, because the version has many numbers
     */
    static String checked(String name) {
        int length = name.getBytes(UTF_8).length;
        if (length > LONGEST_NAME) {
            throw new IllegalArgumentException("the file " + name + " would have a name of " + length + " bytes, and "
                    + LONGEST_NAME + " are allowed: shorten the description by " + (length - LONGEST_NAME) + " bytes");
        }
        return name;
    }

    /**
     * Converts a description to a part of a file name: replaces white space, and characters that file systems do not allow, with
     * single underscores.
     *
     * @throws IllegalArgumentException if nothing is left, or if the result is too long
     */
    static String slug(String description) {
        String slug = description
                .strip()
                .replaceAll("[\\s\\p{Cntrl}/\\\\:*?\"<>|]+", "_")
                .replaceAll("_{2,}", "_");
        if (slug.isEmpty() || slug.equals("_")) {
            throw new IllegalArgumentException(
                    "the description of a migration must contain words, but it is \"" + description + "\"");
        }
        // File names can have 255 bytes. U9223372036854775807__undo_ and .sql need 31 of them.
        if (slug.getBytes(UTF_8).length > LONGEST_SLUG) {
            throw new IllegalArgumentException("the description of a migration is part of the file name and must not be"
                    + " longer than " + LONGEST_SLUG + " bytes, but it is \"" + description + "\"");
        }
        return slug;
    }
}
