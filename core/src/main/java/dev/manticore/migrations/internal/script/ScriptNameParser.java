package dev.manticore.migrations.internal.script;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.script.ScriptName.Refused;
import dev.manticore.migrations.internal.script.ScriptName.Versioned;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one file's name; a name that is not taken gets a reason that fits what its author had in mind. */
final class ScriptNameParser {
    private static final String FORM =
            "Name it V<version>__<description>.sql, or U<version>__undo_<description>.sql for its undo.";
    // Flyway's callbacks, such as beforeMigrate.sql or afterEachMigrate__vacuum.sql.
    private static final Pattern CALLBACK =
            Pattern.compile("(?:(?:before|after)[A-Z]\\w*|createSchema)(?:__.*)?\\.sql");

    private final String name;

    ScriptNameParser(String name) {
        this.name = name;
    }

    ScriptName parse() {
        if (name.toLowerCase(Locale.ROOT).endsWith(".sql.conf")) {
            return unsupported(
                    "a script configuration file",
                    "Put the setting into the script as a header instead, e.g. -- manticore: transaction=none");
        }
        if (!name.endsWith(".sql")) {
            return malformed("does not end in .sql in lower case", FORM);
        }
        if (CALLBACK.matcher(name).matches()) {
            return unsupported(
                    "a callback", "Call what it does from where you run the migrations, or move the file away.");
        }
        if (name.startsWith("R__")) {
            return unsupported("a repeatable migration", "Give it a version: " + FORM);
        }
        if (name.matches("B[0-9][0-9._]*__.*")) {
            return unsupported("a baseline migration", "Make it the first migration instead, or move the file away.");
        }
        return switch (name.charAt(0)) {
            case 'V' -> versioned(Direction.APPLY);
            case 'U' -> versioned(Direction.REVERT);
            case 'v', 'u' -> malformed("begins with a lower-case letter", FORM);
            default -> malformed("is not the name of a migration", FORM + " Or move the file away.");
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
            return unsupported("a dotted version", "Use a whole number, from 1 to 9223372036854775807.");
        }
        if (!rest.startsWith("__")) {
            return malformed(
                    rest.startsWith("_") ? "has one underscore after the version" : "has no __ after the version",
                    FORM);
        }
        long version = version(digits);
        if (version < 1) {
            return malformed("has a version that is not from 1 to 9223372036854775807", FORM);
        }
        String description = rest.substring(2);
        if (direction == Direction.REVERT && description.startsWith("undo_")) {
            description = description.substring("undo_".length());
        }
        description = description.replace('_', ' ').strip();
        return description.isEmpty()
                ? malformed("has no description after the __", FORM)
                : new Versioned(direction, version, description);
    }

    /** The number, or -1 if it does not fit into a long. */
    private static long version(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }

    private static Refused malformed(String what, String remedy) {
        return new Refused(Kind.MALFORMED_NAME, "The file's name " + what + ".", remedy);
    }

    private static Refused unsupported(String what, String remedy) {
        return new Refused(Kind.UNSUPPORTED_NAME, "This is " + what + " of Flyway's, which is not supported.", remedy);
    }
}
