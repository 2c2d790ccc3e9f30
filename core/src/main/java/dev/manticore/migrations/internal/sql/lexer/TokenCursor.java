package dev.manticore.migrations.internal.sql.lexer;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;

/** A cursor over the tokens of one statement, for classes that interpret them. It is at a token or at the end. */
public final class TokenCursor {

    /** An upper bound for the length of a keyword: longer words are not copied. */
    private static final int LONGEST_KEYWORD = 32;

    private final String text;
    private final int first;
    private final Lexer lexer;

    /** Creates a cursor at the first token of a range. */
    public TokenCursor(String text, int start, int end, boolean backslashEscapes) {
        this.text = text;
        this.first = start;
        this.lexer = new Lexer(text, start, end, backslashEscapes);
        lexer.next();
    }

    /** Moves to the first token. Returns this cursor. */
    public TokenCursor rewind() {
        return reset(first);
    }

    /** Returns the position of the current token, for {@link #reset}. */
    public int mark() {
        return lexer.start();
    }

    /** Moves to a position that {@link #mark} returned. Returns this cursor. */
    public TokenCursor reset(int mark) {
        lexer.moveTo(mark);
        lexer.next();
        return this;
    }

    public TokenKind kind() {
        return lexer.kind();
    }

    /** Returns the length of the current token in the script. */
    public int length() {
        return lexer.end() - lexer.start();
    }

    public boolean backslashEscapes() {
        return lexer.backslashEscapes();
    }

    public boolean atEnd() {
        return lexer.kind() == TokenKind.END;
    }

    public void advance() {
        lexer.next();
    }

    public boolean at(String upperCaseWord) {
        return lexer.is(upperCaseWord);
    }

    public boolean at(char symbol) {
        return lexer.is(symbol);
    }

    public boolean atAny(String... upperCaseWords) {
        for (String word : upperCaseWords) {
            if (lexer.is(word)) {
                return true;
            }
        }
        return false;
    }

    public boolean accept(String upperCaseWord) {
        return lexer.is(upperCaseWord) && moveOn();
    }

    public boolean accept(char symbol) {
        return lexer.is(symbol) && moveOn();
    }

    public boolean acceptAny(String... upperCaseWords) {
        return atAny(upperCaseWords) && moveOn();
    }

    private boolean moveOn() {
        lexer.next();
        return true;
    }

    /** Skips these words if they follow in this order. Otherwise does not move. */
    public boolean acceptAll(String... upperCaseWords) {
        if (!at(upperCaseWords[0])) {
            return false;
        }
        int mark = mark();
        for (String word : upperCaseWords) {
            if (!accept(word)) {
                reset(mark);
                return false;
            }
        }
        return true;
    }

    /** Says whether a symbol follows the current token. Does not move. */
    public boolean isFollowedBy(char symbol) {
        int mark = mark();
        lexer.next();
        boolean found = lexer.is(symbol);
        reset(mark);
        return found;
    }

    /** Skips the parenthesised group that starts at the current token, or the token itself if it is not a parenthesis. */
    public void skipGroup() {
        int depth = 0;
        do {
            if (at('(')) {
                depth++;
            } else if (at(')')) {
                depth--;
            }
            advance();
        } while (depth > 0 && !atEnd());
    }

    /** Returns the current word in upper case, or an empty string if the current token is not a word. */
    public String word() {
        if (lexer.kind() != TokenKind.WORD || length() > LONGEST_KEYWORD) {
            return "";
        }
        char[] upper = new char[length()];
        for (int i = 0; i < upper.length; i++) {
            char c = text.charAt(lexer.start() + i);
            upper[i] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        }
        return new String(upper);
    }

    /** Says whether the current token is this identifier, quoted or not. */
    public boolean atName(String upperCaseName) {
        if (lexer.kind() != TokenKind.QUOTED_IDENTIFIER) {
            return lexer.is(upperCaseName);
        }
        int from = lexer.start() + 1;
        int length = upperCaseName.length();
        return lexer.end() - from == length + 1 && Characters.matches(text, from, from + length, upperCaseName);
    }

    /** Reads a name such as {@code a.b.c}, without white space and comments. Returns an empty string if there is none. */
    public String qualifiedName() {
        StringBuilder name = new StringBuilder();
        while (kind() == TokenKind.WORD || kind() == TokenKind.QUOTED_IDENTIFIER) {
            name.append(text, lexer.start(), lexer.end());
            advance();
            if (!at('.')) {
                break;
            }
            name.append('.');
            advance();
        }
        return name.toString();
    }

    /** Returns the contents of the current token if it is a string, and its text otherwise. */
    public String value() {
        return kind() == TokenKind.STRING
                ? stringContents(text, lexer.start(), lexer.end(), lexer.backslashEscapes())
                : text.substring(lexer.start(), lexer.end());
    }

    /** Octal, hexadecimal and Unicode escapes are kept: nobody writes a keyword with them. */
    private static String stringContents(String text, int start, int end, boolean backslashEscapes) {
        char first = text.charAt(start);
        if (first == '$') {
            int tag = text.indexOf('$', start + 1) + 1 - start;
            return text.substring(start + tag, end - tag);
        }
        boolean escapes = first == '\'' ? backslashEscapes : (first | 0x20) == 'e';
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
