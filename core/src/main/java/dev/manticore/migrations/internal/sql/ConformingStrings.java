package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;
import java.util.Locale;

/**
 * Follows {@code standard_conforming_strings} through a script. While it is off a backslash escapes in plain strings, so that the statements
 * behind are cut elsewhere. What a function or a DO block sets isn't seen.
 */
final class ConformingStrings {

    private static final String SETTING = "STANDARD_CONFORMING_STRINGS";

    private ConformingStrings() {}

    /** Whether a token is the setting's name: a word, a quoted name or a plain string. */
    static boolean isNamedBy(String text, Lexer token) {
        int length = token.end() - token.start();
        if (length < SETTING.length() || length > SETTING.length() + 2) {
            return false;
        }
        int quote = (length - SETTING.length()) / 2;
        return Characters.matches(text, token.start() + quote, token.end() - quote, SETTING);
    }

    /** Whether backslashes escape behind this statement, given whether they do in it. */
    static boolean offAfter(Tokens tokens, boolean before) {
        return switch (tokens.word()) {
            case "SET" -> afterSet(tokens, before);
            case "RESET", "DISCARD" -> {
                tokens.advance();
                yield before && !tokens.at("ALL") && !tokens.atName(SETTING);
            }
            case "SELECT", "WITH", "VALUES", "" -> afterCalls(tokens, before);
            default -> before;
        };
    }

    /** SET LOCAL counts as well: it holds for the rest of a script that is one transaction. */
    private static boolean afterSet(Tokens tokens, boolean before) {
        tokens.advance();
        tokens.acceptAny("SESSION", "LOCAL");
        if (!tokens.atName(SETTING)) {
            return before;
        }
        tokens.advance();
        if (!tokens.accept('=') && !tokens.accept("TO")) {
            return before;
        }
        return tokens.at("DEFAULT") ? false : isOff(tokens, before);
    }

    private static boolean afterCalls(Tokens tokens, boolean before) {
        boolean off = before;
        while (!tokens.atEnd()) {
            boolean call = tokens.atName("SET_CONFIG");
            tokens.advance();
            if (call
                    && tokens.accept('(')
                    && tokens.kind() == Kind.STRING
                    && tokens.value().equalsIgnoreCase(SETTING)) {
                tokens.advance();
                tokens.accept(',');
                off = isOff(tokens, off);
            }
        }
        return off;
    }

    /** Reads a boolean as {@code parse_bool} in {@code bool.c} does: any beginning of a word will do if no other word has it. */
    private static boolean isOff(Tokens tokens, boolean before) {
        String value = tokens.value().toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            return before;
        }
        if ("false".startsWith(value)
                || "no".startsWith(value)
                || value.equals("of")
                || value.equals("off")
                || value.equals("0")) {
            return true;
        }
        boolean on = "true".startsWith(value) || "yes".startsWith(value) || value.equals("on") || value.equals("1");
        return !on && before;
    }
}
