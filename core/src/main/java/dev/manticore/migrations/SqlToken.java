package dev.manticore.migrations;

import java.util.Locale;
import java.util.Objects;

/**
 * A word, a quoted name, a string, a number or a symbol of a statement. Comments and blank space are no tokens.
 *
 * @param text as the statement has it, with its quotes
 * @param offset where it begins in the statement, as a UTF-16 index
 */
public record SqlToken(Kind kind, String text, int offset) {

    /** What a token is. */
    public enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        QUOTED_NAME,
        STRING,
        /** Digits only: a decimal number is three tokens. */
        NUMBER,
        /** One character. */
        SYMBOL
    }

    public SqlToken {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /** Whether it is this keyword or symbol. */
    public boolean is(String upperCase) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL)
                && text.length() == upperCase.length()
                && text.toUpperCase(Locale.ROOT).equals(upperCase);
    }

    /** Where it ends in the statement, as a UTF-16 index. */
    public int end() {
        return offset + text.length();
    }
}
