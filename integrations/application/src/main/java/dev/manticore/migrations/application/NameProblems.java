package dev.manticore.migrations.application;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds names of schema and table that are written as in SQL. They are taken literally, so that another name is meant. */
final class NameProblems {
    private static final Pattern QUOTED = Pattern.compile("\"(.+)\"");
    private static final Pattern QUALIFIED = Pattern.compile("(\"[^\"]+\"|[^.\"]+)\\.(\"[^\"]+\"|[^.\"]+)");

    private final String schemaProperty;
    private final String tableProperty;
    private final SettingProblems problems;

    NameProblems(String schemaProperty, String tableProperty, SettingProblems problems) {
        this.schemaProperty = schemaProperty;
        this.tableProperty = tableProperty;
        this.problems = problems;
    }

    /** Whether there is none. Null is none. */
    boolean areNone(@Nullable String schema, @Nullable String table) {
        boolean isSchema = schema == null || isSchema(schema);
        boolean isTable = table == null || isTable(table);
        return isSchema && isTable;
    }

    private boolean isSchema(String schema) {
        if (schema.isBlank()) {
            return refused(schemaProperty, "It is blank.", "Set it to the name of a schema, or remove it.");
        }
        if (schema.contains(",")) {
            String first = unquoted(schema.substring(0, schema.indexOf(',')).strip());
            return refused(
                    schemaProperty,
                    "It takes one schema, not a search path: " + schema + ".",
                    "Set it to the first of them if that is meant: " + first + ".");
        }
        Matcher parts = QUALIFIED.matcher(schema);
        if (parts.matches()) {
            return refused(
                    schemaProperty,
                    "It takes the name of a schema alone, without a database or a table: " + schema + ".",
                    "If the table " + unquoted(parts.group(2)) + " in the schema " + unquoted(parts.group(1))
                            + " is meant, set " + schemaProperty + "=" + unquoted(parts.group(1)) + " and "
                            + tableProperty
                            + "=" + unquoted(parts.group(2)) + ".");
        }
        return isUnquoted(schemaProperty, schema);
    }

    private boolean isTable(String table) {
        if (table.isBlank()) {
            return refused(tableProperty, "It is blank.", "Set it to the name of a table, or remove it.");
        }
        Matcher parts = QUALIFIED.matcher(table);
        if (parts.matches()) {
            return refused(
                    tableProperty,
                    "It takes the name of a table without its schema: " + table + ".",
                    "If the table " + unquoted(parts.group(2)) + " in the schema " + unquoted(parts.group(1))
                            + " is meant, set " + schemaProperty + "=" + unquoted(parts.group(1)) + " and "
                            + tableProperty
                            + "=" + unquoted(parts.group(2)) + ".");
        }
        return isUnquoted(tableProperty, table);
    }

    private boolean isUnquoted(String property, String name) {
        return !QUOTED.matcher(name).matches()
                || refused(
                        property,
                        "It takes a name without quotes: " + name + ".",
                        "Upper and lower case are kept. Set it to " + unquoted(name) + ".");
    }

    private boolean refused(String property, String message, String remedy) {
        problems.add(property, message, remedy);
        return false;
    }

    private static String unquoted(String name) {
        Matcher quoted = QUOTED.matcher(name);
        return quoted.matches() ? quoted.group(1) : name;
    }
}
