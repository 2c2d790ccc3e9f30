package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;

/** A cursor over the tokens of one statement, for those that read its wording. Stands on a token, or at the end. */
final class Tokens {

    /** The longest keyword in use here is far shorter; a longer word needs no copy. */
    private static final int LONGEST_KEYWORD = 32;

    private final String text;
    private final int first;
    private final Lexer lexer;

    Tokens(String text, int start, int end, boolean backslashes) {
        this.text = text;
        this.first = start;
        this.lexer = new Lexer(text, start, end, backslashes);
        lexer.next();
    }

    /** Goes back to the first token. */
    Tokens rewind() {
        return reset(first);
    }

    /** The place of the current token, for {@link #reset}. */
    int mark() {
        return lexer.start();
    }

    Tokens reset(int mark) {
        lexer.moveTo(mark);
        lexer.next();
        return this;
    }

    Kind kind() {
        return lexer.kind();
    }

    /** Length of the current token as written. */
    int length() {
        return lexer.end() - lexer.start();
    }

    boolean backslashes() {
        return lexer.backslashes();
    }

    boolean atEnd() {
        return lexer.kind() == Kind.END;
    }

    void advance() {
        lexer.next();
    }

    boolean at(String upperCaseWord) {
        return lexer.is(upperCaseWord);
    }

    boolean at(char symbol) {
        return lexer.is(symbol);
    }

    boolean atAny(String... upperCaseWords) {
        for (String word : upperCaseWords) {
            if (lexer.is(word)) {
                return true;
            }
        }
        return false;
    }

    boolean accept(String upperCaseWord) {
        return lexer.is(upperCaseWord) && moveOn();
    }

    boolean accept(char symbol) {
        return lexer.is(symbol) && moveOn();
    }

    boolean acceptAny(String... upperCaseWords) {
        return atAny(upperCaseWords) && moveOn();
    }

    private boolean moveOn() {
        lexer.next();
        return true;
    }

    /** Goes behind these words if they all follow; otherwise stays. */
    boolean acceptAll(String... upperCaseWords) {
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

    /** Says what the token behind the current one is, without going there. */
    boolean beforeSymbol(char symbol) {
        int mark = mark();
        lexer.next();
        boolean found = lexer.is(symbol);
        reset(mark);
        return found;
    }

    /** Goes behind the parenthesis that the cursor stands on, or behind any other single token. */
    void skipGroup() {
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

    /** The current word in upper case; empty if the cursor stands on something else. */
    String word() {
        if (lexer.kind() != Kind.WORD || length() > LONGEST_KEYWORD) {
            return "";
        }
        char[] upper = new char[length()];
        for (int i = 0; i < upper.length; i++) {
            char c = text.charAt(lexer.start() + i);
            upper[i] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        }
        return new String(upper);
    }

    /** Whether the current token is this name, quoted or not. */
    boolean atName(String upperCaseName) {
        if (lexer.kind() != Kind.QUOTED_NAME) {
            return lexer.is(upperCaseName);
        }
        int from = lexer.start() + 1;
        int length = upperCaseName.length();
        return lexer.end() - from == length + 1 && Characters.matches(text, from, from + length, upperCaseName);
    }

    /** Reads {@code a.b.c}, as written but for blanks; empty if the cursor stands on no name. */
    String qualifiedName() {
        StringBuilder name = new StringBuilder();
        while (kind() == Kind.WORD || kind() == Kind.QUOTED_NAME) {
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

    /** What the current token means as the value of an option: a string's contents, anything else as written. */
    String value() {
        return kind() == Kind.STRING
                ? Literal.contents(text, lexer.start(), lexer.end(), lexer.backslashes())
                : text.substring(lexer.start(), lexer.end());
    }
}
