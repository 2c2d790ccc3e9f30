package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ScriptName.Invalid;
import dev.manticore.migrations.internal.load.ScriptName.Versioned;
import java.util.regex.Pattern;

/** Parses a file name. For an invalid name, gives the reason that fits what its author probably intended. */
final class ScriptNameParser {
    private static final String FORM =
            "Name it V<version>__<description>.sql, or U<version>__undo_<description>.sql for an undo script.";
    // Flyway callbacks, such as beforeMigrate.sql or afterEachMigrate__vacuum.sql.
    private static final Pattern CALLBACK =
            Pattern.compile("(?:(?:before|after)[A-Z]\\w*|createSchema)(?:__.*)?\\.sql");

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
            return unsupported("repeatable migrations", "Give it a version. " + FORM);
        }
        if (name.matches("B[0-9][0-9._]*__.*")) {
            return unsupported(
                    "baseline migrations", "Make it the first migration, or move the file to another directory.");
        }
        return switch (name.charAt(0)) {
            case 'V' -> versioned(Direction.APPLY);
            case 'U' -> versioned(Direction.REVERT);
            case 'v', 'u' -> malformed("starts with a lower-case letter", FORM);
            default -> malformed("is not the name of a migration", FORM + " Or move the file to another directory.");
        };
    }

    private ScriptName versioned(Direction direction) {
        int end = 1;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        String digits = name.substring(1, end);
        String rest = name.substring(end, name.length() - ".sql".length());
        if (digits.isEmpty()) {
            return malformed("has no version after the " + name.charAt(0), FORM);
        }
        if (rest.matches("[._][0-9].*__.*")) {
            return unsupported("dotted versions", "Use a whole number from 1 to 9223372036854775807.");
        }
        if (!rest.startsWith("__")) {
            return malformed(
                    rest.startsWith("_") ? "has only one underscore after the version" : "has no __ after the version",
                    FORM);
        }
        long version = version(digits);
        if (version < 1) {
            return malformed("has a version that is not between 1 and 9223372036854775807", FORM);
        }
        String description = rest.substring(2);
        if (direction == Direction.REVERT && description.startsWith("undo_")) {
            description = description.substring("undo_".length());
        }
        description = description.replace('_', ' ').strip();
        return description.isEmpty()
                ? malformed("has no description after the __", FORM)
                : new Versioned(direction, Version.of(version), description);
    }

    /** Returns the number, or -1 if it is too large for a long. */
    private static long version(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }

    private static Invalid malformed(String what, String remedy) {
        return new Invalid(Kind.MALFORMED_NAME, "The file name " + what + ".", remedy);
    }

    private static Invalid unsupported(String what, String remedy) {
        return new Invalid(Kind.UNSUPPORTED_NAME, "Flyway " + what + " are not supported.", remedy);
    }
}
