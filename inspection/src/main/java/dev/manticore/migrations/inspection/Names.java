package dev.manticore.migrations.inspection;

/** Names as SQL has them. */
final class Names {
    private Names() {}

    /** Where the last part of a qualified name begins: the position of the dot before it, which is not inside of quotes. */
    static int lastDot(String name) {
        int found = -1;
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                found = i;
            }
        }
        return found;
    }

    /** The last part of a qualified name. */
    static String last(String name) {
        return name.substring(lastDot(name) + 1);
    }

    /** A name without the quotes that SQL needs. */
    static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** The schema of a qualified name. */
    static String schema(String name) {
        int dot = lastDot(name);
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
