package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Options in parentheses: {@code (a, b = 1, c 'x')}. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /** Reads the options that the cursor stands on, and goes behind them; none if it doesn't stand on a parenthesis. */
    static Options read(Tokens tokens) {
        Options options = new Options();
        if (tokens.accept('(')) {
            while (!tokens.atEnd() && !tokens.accept(')')) {
                options.readOne(tokens);
            }
        }
        return options;
    }

    /** Goes to the WITH that has options behind it, and reads them; none if there is no such WITH. */
    static Options readBehindWith(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (tokens.accept("WITH") && tokens.at('(')) {
                break;
            }
            tokens.advance();
        }
        return read(tokens);
    }

    private void readOne(Tokens tokens) {
        String name = tokens.kind() == Kind.QUOTED_NAME ? unquoted(tokens.value()) : tokens.value();
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

    /** Whether the option is there and is a false one, as {@code defGetBoolean} in {@code define.c} reads it. */
    boolean isOff(String name) {
        String value = values.getOrDefault(name, "");
        return value.equals("false") || value.equals("off") || value.equals("0");
    }

    /** Whether the option is there and isn't a false one: without a value it is true. */
    boolean isOn(String name) {
        return has(name) && !isOff(name);
    }
}
