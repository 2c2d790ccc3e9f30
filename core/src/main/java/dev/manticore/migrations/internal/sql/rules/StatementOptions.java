package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Options of a statement in parentheses, such as {@code (a, b = 1, c 'x')}. Names and values are in lower case. */
final class StatementOptions {

    private final Map<String, String> values = new HashMap<>();

    private StatementOptions() {}

    /** Reads the options at the cursor and skips them. There are none if the cursor is not at a parenthesis. */
    static StatementOptions read(TokenCursor tokens) {
        StatementOptions options = new StatementOptions();
        if (tokens.accept('(')) {
            while (!tokens.atEnd() && !tokens.accept(')')) {
                options.readOne(tokens);
            }
        }
        return options;
    }

    /** Finds a WITH that options follow, and reads them. There are none if there is no such WITH. */
    static StatementOptions readWithClause(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.accept("WITH") && tokens.at('(')) {
                break;
            }
            tokens.advance();
        }
        return read(tokens);
    }

    private void readOne(TokenCursor tokens) {
        String name = tokens.kind() == TokenKind.QUOTED_IDENTIFIER ? unquoted(tokens.value()) : tokens.value();
        tokens.advance();
        tokens.accept('=');
        StringBuilder value = new StringBuilder();
        while (!tokens.atEnd() && !tokens.at(',') && !tokens.at(')')) {
            value.append(tokens.value());
            tokens.advance();
        }
        tokens.accept(',');
        values.put(name.toLowerCase(Locale.ROOT), value.toString().toLowerCase(Locale.ROOT));
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Says whether the option is given and false, as {@code defGetBoolean} in {@code define.c} reads it. */
    boolean isOff(String name) {
        String value = values.getOrDefault(name, "");
        return value.equals("false") || value.equals("off") || value.equals("0");
    }

    /** Says whether the option is given and not false. An option without a value is true. */
    boolean isOn(String name) {
        return has(name) && !isOff(name);
    }
}
