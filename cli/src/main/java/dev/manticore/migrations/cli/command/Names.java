package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.failure.CliException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the names of schema and table, which are taken literally. Whoever writes one as in SQL means another name. */
final class Names {
    private static final Pattern QUOTED = Pattern.compile("\"(.+)\"");
    static final Pattern QUALIFIED = Pattern.compile("(\"[^\"]+\"|[^.\"]+)\\.(\"[^\"]+\"|[^.\"]+)");

    private Names() {}

    static void check(@Nullable String schema, @Nullable String table, Consumer<String> notices) {
        if (schema != null) {
            checkSchema(schema);
            sayThatItIsLiteral("schema", schema, notices);
        }
        if (table != null) {
            checkTable(table);
            sayThatItIsLiteral("table", table, notices);
        }
    }

    private static void checkSchema(String schema) {
        int comma = schema.indexOf(',');
        if (comma >= 0) {
            throw CliException.usage(
                    "--schema takes one schema, not a search path: " + schema,
                    "If you mean the first of them: --schema "
                            + unquoted(schema.substring(0, comma).strip()) + ".");
        }
        requireUnquoted("--schema", schema);
    }

    private static void checkTable(String table) {
        Matcher parts = QUALIFIED.matcher(table);
        if (parts.matches()) {
            throw CliException.usage(
                    "--table takes the name of a table without its schema: " + table,
                    "If you mean the table " + unquoted(parts.group(2)) + " in the schema " + unquoted(parts.group(1))
                            + ": --schema " + unquoted(parts.group(1)) + " --table " + unquoted(parts.group(2)) + ".");
        }
        requireUnquoted("--table", table);
    }

    private static void requireUnquoted(String option, String name) {
        if (QUOTED.matcher(name).matches()) {
            throw CliException.usage(
                    option + " takes a name without quotes: " + name,
                    "Upper and lower case are kept. If you mean " + unquoted(name) + ": " + option + " "
                            + unquoted(name) + ".");
        }
    }

    static String unquoted(String name) {
        Matcher quoted = QUOTED.matcher(name);
        return quoted.matches() ? quoted.group(1) : name;
    }

    private static void sayThatItIsLiteral(String what, String name, Consumer<String> notices) {
        if (name.matches(".*[.,\"].*")) {
            notices.accept(
                    "note: --" + what + " is one name and taken literally, with its dots, commas and quotes: " + name);
        }
    }
}
