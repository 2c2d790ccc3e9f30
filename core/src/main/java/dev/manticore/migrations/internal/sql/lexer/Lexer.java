package dev.manticore.migrations.internal.sql.lexer;

import static dev.manticore.migrations.internal.sql.lexer.Characters.continuesIdentifier;
import static dev.manticore.migrations.internal.sql.lexer.Characters.continuesTag;
import static dev.manticore.migrations.internal.sql.lexer.Characters.isDigit;
import static dev.manticore.migrations.internal.sql.lexer.Characters.isWhitespace;
import static dev.manticore.migrations.internal.sql.lexer.Characters.startsIdentifier;

import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;

/**
 * Splits SQL into tokens, one at a time and without copying.
 *
 * <p>Tokens end where PostgreSQL's {@code src/backend/parser/scan.l} ends them, with two exceptions that no caller depends on: each
 * character of an operator is a token of its own, and a decimal number is three tokens.
 */
public final class Lexer {

    /** The kind of a token. */
    public enum TokenKind {
        /** A keyword or an unquoted identifier. */
        WORD,
        QUOTED_IDENTIFIER,
        STRING,
        NUMBER,
        SYMBOL,
        /** There are no more tokens. */
        END
    }

    private final String text;
    private final int limit;

    /** Whether backslashes are escapes in a plain string, that is, {@code standard_conforming_strings} is off. */
    private boolean backslashEscapes;

    private TokenKind kind = TokenKind.END;
    private int start;
    private int end;

    /**
     * Creates a lexer that is positioned before the first token of a range.
     *
     * @param limit end of the range; must not be inside a token
     */
    public Lexer(String text, int from, int limit, boolean backslashEscapes) {
        this.text = text;
        this.limit = limit;
        this.backslashEscapes = backslashEscapes;
        moveTo(from);
    }

    public TokenKind kind() {
        return kind;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public boolean backslashEscapes() {
        return backslashEscapes;
    }

    public void backslashEscapes(boolean escape) {
        this.backslashEscapes = escape;
    }

    /** Continues at an offset, which must not be inside a token. */
    public void moveTo(int offset) {
        kind = TokenKind.END;
        start = offset;
        end = offset;
    }

    public boolean is(String upperCaseWord) {
        return kind == TokenKind.WORD && Characters.matches(text, start, end, upperCaseWord);
    }

    public boolean is(char symbol) {
        return kind == TokenKind.SYMBOL && text.charAt(start) == symbol;
    }

    /** Reads the next token. Returns {@link TokenKind#END} if there is none. */
    public TokenKind next() {
        start = Comments.skip(text, end, limit);
        if (start >= limit) {
            end = start;
            kind = TokenKind.END;
            return kind;
        }
        char c = text.charAt(start);
        if (startsIdentifier(c)) {
            word(c);
        } else if (isDigit(c)) {
            number();
        } else if (c == '\'') {
            string(start, backslashEscapes);
        } else if (c == '"') {
            quotedIdentifier(start);
        } else if (c == '$') {
            dollar();
        } else {
            token(TokenKind.SYMBOL, start + 1);
        }
        return kind;
    }

    private void token(TokenKind newKind, int newEnd) {
        kind = newKind;
        end = newEnd;
    }

    private boolean follows(int at, char expected) {
        return at + 1 < limit && text.charAt(at + 1) == expected;
    }

    private void word(char first) {
        int at = start + 1;
        if (at < limit) {
            char second = text.charAt(at);
            if (second == '\'' && (first | 0x20) == 'x') {
                string(at, false);
                return;
            }
            // In CockroachDB, b'..' is a byte string with escapes. In PostgreSQL it is a bit string, where a backslash
            // is
            // an error anyway.
            if (second == '\'' && ((first | 0x20) == 'e' || (first | 0x20) == 'b')) {
                string(at, true);
                return;
            }
            if (second == '&' && (first | 0x20) == 'u' && follows(at, '\'')) {
                string(at + 1, false);
                return;
            }
            if (second == '&' && (first | 0x20) == 'u' && follows(at, '"')) {
                quotedIdentifier(at + 1);
                return;
            }
        }
        while (at < limit && continuesIdentifier(text.charAt(at))) {
            at++;
        }
        token(TokenKind.WORD, at);
    }

    /** Reads digits only. Before PostgreSQL 15 a token can follow without white space: {@code 1e'\''} is a number and a string. */
    private void number() {
        int at = start + 1;
        while (at < limit && isDigit(text.charAt(at))) {
            at++;
        }
        token(TokenKind.NUMBER, at);
    }

    private void string(int quote, boolean escapes) {
        int at = escapes ? escapedSegmentEnd(quote) : plainSegmentEnd(quote);
        if (escapes) {
            // Segments on following lines are part of the same literal, so they have escapes as well. Without escapes,
            // reading them as separate literals makes no difference.
            for (int next = continuation(at); next >= 0; next = continuation(at)) {
                at = escapedSegmentEnd(next);
            }
        }
        token(TokenKind.STRING, at);
    }

    private int plainSegmentEnd(int quote) {
        return doubledQuoteEnd(quote, '\'', "string");
    }

    private int escapedSegmentEnd(int quote) {
        int at = quote + 1;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c != '\'') {
                at++;
            } else if (follows(at, '\'')) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw unterminated(
                "string",
                "Close it with a quote. This kind of string has backslash escapes: \\' is a quote, \\\\ is a backslash.");
    }

    /**
     * Returns the index of the quote that continues a string, or -1 if there is none. White space with a line terminator, and
     * {@code --} comments, can precede it; block comments cannot.
     */
    private int continuation(int from) {
        boolean lineTerminator = false;
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (isWhitespace(c)) {
                lineTerminator |= Characters.isLineEnd(c);
                at++;
            } else if (c == '-' && follows(at, '-')) {
                at = Comments.lineEnd(text, at + 2, limit);
            } else {
                return c == '\'' && lineTerminator ? at : -1;
            }
        }
        return -1;
    }

    private void quotedIdentifier(int quote) {
        token(TokenKind.QUOTED_IDENTIFIER, doubledQuoteEnd(quote, '"', "quoted identifier"));
    }

    private int doubledQuoteEnd(int quote, char mark, String what) {
        int at = quote + 1;
        while (true) {
            int close = text.indexOf(mark, at);
            if (close < 0 || close >= limit) {
                String backslash = mark == '\'' ? " Backslash escapes work in E'..' strings only." : "";
                throw unterminated(
                        what,
                        "Close it with " + mark + ". Inside, write " + mark + mark + " for " + mark + "." + backslash);
            }
            if (!follows(close, mark)) {
                return close + 1;
            }
            at = close + 2;
        }
    }

    private void dollar() {
        int at = start + 1;
        if (at < limit && isDigit(text.charAt(at))) {
            number();
            return;
        }
        if (at < limit && startsIdentifier(text.charAt(at))) {
            while (at < limit && continuesTag(text.charAt(at))) {
                at++;
            }
        }
        if (at >= limit || text.charAt(at) != '$') {
            token(TokenKind.SYMBOL, start + 1);
            return;
        }
        // The search is linear, because the tag contains no dollar sign: a partial match never has to be retried.
        String quote = text.substring(start, at + 1);
        int close = text.indexOf(quote, at + 1);
        if (close < 0 || close >= limit) {
            throw unterminated("dollar-quoted string", "Close it with " + quote + ". The tag is case-sensitive.");
        }
        token(TokenKind.STRING, close + quote.length());
    }

    private SqlSyntaxException unterminated(String what, String hint) {
        return new SqlSyntaxException(text, start, "unterminated " + what, hint);
    }
}
