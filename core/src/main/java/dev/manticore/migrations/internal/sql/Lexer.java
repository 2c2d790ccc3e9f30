package dev.manticore.migrations.internal.sql;

import static dev.manticore.migrations.internal.sql.Characters.continuesIdentifier;
import static dev.manticore.migrations.internal.sql.Characters.continuesTag;
import static dev.manticore.migrations.internal.sql.Characters.isBlank;
import static dev.manticore.migrations.internal.sql.Characters.isDigit;
import static dev.manticore.migrations.internal.sql.Characters.startsIdentifier;

/**
 * Cuts SQL into tokens, one at a time and without copying: PostgreSQL's {@code src/backend/parser/scan.l}, as far as it decides where a
 * token ends. An operator comes as its single characters, a number with a point as three tokens; nobody here needs them whole.
 */
final class Lexer {

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    private final String text;
    private final int limit;

    /** Whether a backslash escapes in a plain string: {@code standard_conforming_strings} is off. */
    private boolean backslashes;

    private Kind kind = Kind.END;
    private int start;
    private int end;

    /**
     * Starts before the first token of a range.
     *
     * @param limit must not cut a token in two
     */
    Lexer(String text, int from, int limit, boolean backslashes) {
        this.text = text;
        this.limit = limit;
        this.backslashes = backslashes;
        moveTo(from);
    }

    Kind kind() {
        return kind;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean backslashes() {
        return backslashes;
    }

    void backslashes(boolean escape) {
        this.backslashes = escape;
    }

    /** Goes on at an offset outside of any token. */
    void moveTo(int offset) {
        kind = Kind.END;
        start = offset;
        end = offset;
    }

    boolean is(String upperCaseWord) {
        return kind == Kind.WORD && Characters.matches(text, start, end, upperCaseWord);
    }

    boolean is(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(start) == symbol;
    }

    /** Reads the next token; {@link Kind#END} when there is none. */
    Kind next() {
        start = Comments.skip(text, end, limit);
        if (start >= limit) {
            end = start;
            kind = Kind.END;
            return kind;
        }
        char c = text.charAt(start);
        if (startsIdentifier(c)) {
            word(c);
        } else if (isDigit(c)) {
            number();
        } else if (c == '\'') {
            string(start, backslashes);
        } else if (c == '"') {
            quotedName(start);
        } else if (c == '$') {
            dollar();
        } else {
            token(Kind.SYMBOL, start + 1);
        }
        return kind;
    }

    private void token(Kind newKind, int newEnd) {
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
            // CockroachDB's b'..' are bytes and have escapes; PostgreSQL's bits are 0 and 1, so that a backslash there
            // is an error anyway.
            if (second == '\'' && ((first | 0x20) == 'e' || (first | 0x20) == 'b')) {
                string(at, true);
                return;
            }
            if (second == '&' && (first | 0x20) == 'u' && follows(at, '\'')) {
                string(at + 1, false);
                return;
            }
            if (second == '&' && (first | 0x20) == 'u' && follows(at, '"')) {
                quotedName(at + 1);
                return;
            }
        }
        while (at < limit && continuesIdentifier(text.charAt(at))) {
            at++;
        }
        token(Kind.WORD, at);
    }

    /** Digits only. What follows may start a token even without a blank: before PostgreSQL 15, {@code 1e'\''} was a number and a string. */
    private void number() {
        int at = start + 1;
        while (at < limit && isDigit(text.charAt(at))) {
            at++;
        }
        token(Kind.NUMBER, at);
    }

    private void string(int quote, boolean escapes) {
        int at = escapes ? escapedSegmentEnd(quote) : plainSegmentEnd(quote);
        if (escapes) {
            // Segments on further lines belong to the same literal, and so have escapes too. Without escapes it makes
            // no difference.
            for (int next = continuation(at); next >= 0; next = continuation(at)) {
                at = escapedSegmentEnd(next);
            }
        }
        token(Kind.STRING, at);
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
        throw unclosed(
                "string",
                "Close it with a quote. In this kind of string a backslash escapes: \\' is a quote, \\\\ a backslash.");
    }

    /** Where a string goes on: a quote behind blanks, with a line end between; {@code --} comments may stand there too, others not. */
    private int continuation(int from) {
        boolean lineEnd = false;
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                lineEnd |= Characters.isLineEnd(c);
                at++;
            } else if (c == '-' && follows(at, '-')) {
                at = Comments.lineEnd(text, at + 2, limit);
            } else {
                return c == '\'' && lineEnd ? at : -1;
            }
        }
        return -1;
    }

    private void quotedName(int quote) {
        token(Kind.QUOTED_NAME, doubledQuoteEnd(quote, '"', "quoted name"));
    }

    private int doubledQuoteEnd(int quote, char mark, String what) {
        int at = quote + 1;
        while (true) {
            int close = text.indexOf(mark, at);
            if (close < 0 || close >= limit) {
                String backslash = mark == '\'' ? " A backslash escapes only in an E'..' string." : "";
                throw unclosed(
                        what,
                        "Close it with " + mark + "; inside, write " + mark + mark + " for " + mark + "." + backslash);
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
            token(Kind.SYMBOL, start + 1);
            return;
        }
        // The tag has no dollar sign within, so that a failed comparison never has to be taken up again: the search is
        // linear.
        String quote = text.substring(start, at + 1);
        int close = text.indexOf(quote, at + 1);
        if (close < 0 || close >= limit) {
            throw unclosed("dollar-quoted string", "Close it with " + quote + ", in the same upper and lower case.");
        }
        token(Kind.STRING, close + quote.length());
    }

    private SqlSyntaxException unclosed(String what, String hint) {
        return new SqlSyntaxException(text, start, what + " is not closed", hint);
    }
}
