package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ScriptName.Baseline;
import dev.manticore.migrations.internal.load.ScriptName.Invalid;
import dev.manticore.migrations.internal.load.ScriptName.Repeatable;
import dev.manticore.migrations.internal.load.ScriptName.Versioned;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a file name. For an invalid name, gives the reason that fits what its author probably intended. */
final class ScriptNameParser {
    private static final String FORM =
            "Name it V<version>__<description>.sql, U<version>__undo_<description>.sql for an undo script,"
                    + " R__<description>.sql for a repeatable migration, or B<version>__<description>.sql for a baseline"
                    + " script.";
    // Flyway callbacks, such as beforeMigrate.sql or afterEachMigrate__vacuum.sql.
    private static final Pattern CALLBACK =
            Pattern.compile("(?:(?:before|after)[A-Z]\\w*|createSchema)(?:__.*)?\\.sql");

    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

    private final String name;

    ScriptNameParser(String name) {
        this.name = name;
    }

    ScriptName parse() {
        if (TextDecoder.hasReplacement(name)) {
            return malformed(
                    "contains characters that Java cannot read with the current locale",
                    "Set a locale that is installed and has UTF-8, e.g. LC_ALL=C.UTF-8, or rename the file.");
        }
        if (!name.endsWith(".sql")) {
            return malformed("does not end with .sql in lower case", FORM);
        }
        if (CALLBACK.matcher(name).matches()) {
            return unsupported(
                    "callbacks",
                    "Do this in the code that runs the migrations, or move the file to another directory.");
        }
        if (name.startsWith("R__")) {
            return repeatable();
        }
        if (name.matches("B[0-9].*")) {
            return baseline();
        }
        return switch (name.charAt(0)) {
            case 'V' -> versioned(Direction.APPLY);
            case 'U' -> versioned(Direction.REVERT);
            case 'v', 'u' -> malformed("starts with a lower-case letter", FORM);
            default -> malformed("is not the name of a migration", FORM + " Or move the file to another directory.");
        };
    }

    private ScriptName repeatable() {
        String description = name.substring("R__".length(), name.length() - ".sql".length())
                .replace('_', ' ')
                .strip();
        return description.isEmpty()
                ? malformed("has no description after the __", FORM)
                : new Repeatable(new RepeatableName(description));
    }

    private ScriptName baseline() {
        ScriptName parsed = versioned(Direction.APPLY);
        return parsed instanceof Versioned script
                ? new Baseline(script.version(), script.written(), script.description())
                : parsed;
    }

    private ScriptName versioned(Direction direction) {
        Matcher version = VERSION.matcher(name).region(1, name.length());
        if (!version.lookingAt()) {
            return malformed("has no version after the " + name.charAt(0), FORM);
        }
        String rest = name.substring(version.end(), name.length() - ".sql".length());
        if (!rest.startsWith("__")) {
            return malformed(
                    rest.startsWith("_") ? "has only one underscore after the version" : "has no __ after the version",
                    FORM);
        }
        Optional<Version> known = version(version.group());
        if (known.isEmpty() || known.get().equals(Version.ZERO)) {
            return malformed(
                    known.isEmpty()
                            ? "has a version with a number above " + Long.MAX_VALUE
                            : "has version 0, but versions are above 0",
                    FORM);
        }
        String description = rest.substring(2);
        if (direction == Direction.REVERT && description.startsWith("undo_")) {
            description = description.substring("undo_".length());
        }
        description = description.replace('_', ' ').strip();
        return description.isEmpty()
                ? malformed("has no description after the __", FORM)
                : new Versioned(direction, known.get(), version.group(), description);
    }

    /** Returns the version; empty if a number of it is too large for a long. */
    private static Optional<Version> version(String written) {
        try {
            return Optional.of(Version.parse(written));
        } catch (IllegalArgumentException tooLarge) {
            return Optional.empty();
        }
    }

    private static Invalid malformed(String what, String remedy) {
        return new Invalid(Kind.MALFORMED_NAME, "The file name " + what + ".", remedy);
    }

    private static Invalid unsupported(String what, String remedy) {
        return new Invalid(Kind.UNSUPPORTED_NAME, "Flyway " + what + " are not supported.", remedy);
    }
}
