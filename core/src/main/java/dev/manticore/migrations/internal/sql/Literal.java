package dev.manticore.migrations.internal.sql;

/** What stands in a string literal. Octal, hexadecimal and Unicode escapes stay as they are: no keyword is written so. */
final class Literal {

    private Literal() {}

    static String contents(String text, int start, int end, boolean backslashes) {
        char first = text.charAt(start);
        if (first == '$') {
            int tag = text.indexOf('$', start + 1) + 1 - start;
            return text.substring(start + tag, end - tag);
        }
        boolean escapes = first == '\'' ? backslashes : (first | 0x20) == 'e';
        int quote = text.indexOf('\'', start);
        StringBuilder out = new StringBuilder(end - quote);
        for (int i = quote + 1; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i++;
                out.append(escaped(text.charAt(i)));
            } else {
                out.append(c);
                if (c == '\'') {
                    i++;
                }
            }
        }
        return out.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
