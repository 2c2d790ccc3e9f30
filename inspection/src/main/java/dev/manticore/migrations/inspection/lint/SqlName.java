package dev.manticore.migrations.inspection.lint;

import java.util.Locale;

/**
 * A name as SQL writes it, without a schema. Immutable.
 *
 * @param text with quotes if it is quoted
 */
record SqlName(String text) {

    /** The last part of a name with or without a schema; a function's without its arguments. A dot between quotes is a part of it. */
    static SqlName of(String qualified) {
        boolean quoted = false;
        int start = 0;
        for (int index = 0; index < qualified.length(); index++) {
            char c = qualified.charAt(index);
            quoted ^= c == '"';
            if (c == '.' && !quoted) {
                start = index + 1;
            } else if (c == '(' && !quoted) {
                return new SqlName(qualified.substring(start, index));
            }
        }
        return new SqlName(qualified.substring(start));
    }

    /** As the catalog has it: without quotes, and in lower case if it has none. */
    String unquoted() {
        return text.length() > 1 && text.startsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }

    /** As a part of another name: without quotes. */
    String plain() {
        return unquoted().replace("\"", "");
    }
}
