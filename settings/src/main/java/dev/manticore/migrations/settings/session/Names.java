package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the names of schema and table, which are taken literally. Whoever writes one as in SQL means another name. */
final class Names {
    private static final Pattern QUOTED = Pattern.compile("\"(.+)\"");
    static final Pattern QUALIFIED = Pattern.compile("(\"[^\"]+\"|[^.\"]+)\\.(\"[^\"]+\"|[^.\"]+)");

    private final Wording wording;

    Names(Wording wording) {
        this.wording = wording;
    }

    void check(@Nullable String schema, @Nullable String table, Consumer<String> notices) {
        if (schema != null) {
            checkSchema(schema);
            sayThatItIsLiteral(Setting.SCHEMA, schema, notices);
        }
        if (table != null) {
            checkTable(table);
            sayThatItIsLiteral(Setting.TABLE, table, notices);
        }
    }

    private void checkSchema(String schema) {
        int comma = schema.indexOf(',');
        if (comma >= 0) {
            throw ToolException.usage(
                    wording.option(Setting.SCHEMA) + " takes one schema, not a search path: " + schema,
                    "If you mean the first of them: "
                            + wording.option(
                                    Setting.SCHEMA,
                                    unquoted(schema.substring(0, comma).strip()))
                            + ".");
        }
        requireUnquoted(Setting.SCHEMA, schema);
    }

    private void checkTable(String table) {
        Matcher parts = QUALIFIED.matcher(table);
        if (parts.matches()) {
            throw ToolException.usage(
                    wording.option(Setting.TABLE) + " takes the name of a table without its schema: " + table,
                    "If you mean the table " + unquoted(parts.group(2)) + " in the schema " + unquoted(parts.group(1))
                            + ": " + wording.option(Setting.SCHEMA, unquoted(parts.group(1))) + " "
                            + wording.option(Setting.TABLE, unquoted(parts.group(2))) + ".");
        }
        requireUnquoted(Setting.TABLE, table);
    }

    private void requireUnquoted(Setting setting, String name) {
        if (QUOTED.matcher(name).matches()) {
            throw ToolException.usage(
                    wording.option(setting) + " takes a name without quotes: " + name,
                    "Upper and lower case are kept. If you mean " + unquoted(name) + ": "
                            + wording.option(setting, unquoted(name)) + ".");
        }
    }

    static String unquoted(String name) {
        Matcher quoted = QUOTED.matcher(name);
        return quoted.matches() ? quoted.group(1) : name;
    }

    private void sayThatItIsLiteral(Setting setting, String name, Consumer<String> notices) {
        if (name.matches(".*[.,\"].*")) {
            notices.accept("note: " + wording.option(setting)
                    + " is one name and taken literally, with its dots, commas and quotes: " + name);
        }
    }
}
