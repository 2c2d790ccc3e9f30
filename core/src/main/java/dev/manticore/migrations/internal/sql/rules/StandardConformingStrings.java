package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.Locale;

/**
 * Tracks the setting {@code standard_conforming_strings} through a script. While it is off, backslashes are escapes in plain
 * strings, so statements can end elsewhere. Changes by functions and DO blocks are not recognised.
 */
public final class StandardConformingStrings {

    private static final String SETTING = "STANDARD_CONFORMING_STRINGS";

    private StandardConformingStrings() {}

    /** Says whether a token is the name of the setting: as a word, a quoted identifier or a plain string. */
    static boolean isNamedBy(String text, Lexer token) {
        int length = token.end() - token.start();
        if (length < SETTING.length() || length > SETTING.length() + 2) {
            return false;
        }
        int quote = (length - SETTING.length()) / 2;
        return Characters.matches(text, token.start() + quote, token.end() - quote, SETTING);
    }

    /** Returns whether the setting is off after a statement, given whether it was off before. Expects the cursor at the start. */
    public static boolean offAfter(TokenCursor tokens, boolean before) {
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

    /** Includes SET LOCAL, which applies to the rest of a script that is one transaction. */
    private static boolean afterSet(TokenCursor tokens, boolean before) {
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

    private static boolean afterCalls(TokenCursor tokens, boolean before) {
        boolean off = before;
        while (!tokens.atEnd()) {
            boolean call = tokens.atName("SET_CONFIG");
            tokens.advance();
            if (call
                    && tokens.accept('(')
                    && tokens.kind() == TokenKind.STRING
                    && tokens.value().equalsIgnoreCase(SETTING)) {
                tokens.advance();
                tokens.accept(',');
                off = isOff(tokens, off);
            }
        }
        return off;
    }

    /** Reads a boolean as {@code parse_bool} in {@code bool.c} does, which accepts unambiguous abbreviations. */
    private static boolean isOff(TokenCursor tokens, boolean before) {
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
