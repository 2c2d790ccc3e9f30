package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.rules.KeywordFlags;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;

/** Takes the tokens of one statement and detects its end. A semicolon in parentheses, as in CREATE RULE, does not end it. */
final class StatementScanner {

    private static final int NONE = -1;

    private final String text;
    private final RoutineBody body = new RoutineBody();
    private final CopyStatement copy = new CopyStatement();
    private final KeywordFlags flags;

    private int start = NONE;
    private int end;
    private int parentheses;
    private int firstParenthesis;
    private int brackets;
    private int firstBracket;

    StatementScanner(String text) {
        this.text = text;
        this.flags = new KeywordFlags(text);
    }

    void reset() {
        start = NONE;
        parentheses = 0;
        brackets = 0;
        body.reset();
        copy.reset();
        flags.reset();
    }

    /** Says whether there has been no token yet. */
    boolean isEmpty() {
        return start == NONE;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Says whether the script contains data for the statement. */
    boolean isCopyFromClient() {
        return copy.isFromClient();
    }

    KeywordFlags flags() {
        return flags;
    }

    /** Says whether this token is the semicolon that ends the statement. */
    boolean isEndedBy(Lexer token) {
        return token.is(';') && !isNested() && !body.isOpen();
    }

    void accept(Lexer token) {
        if (start == NONE) {
            start = token.start();
        }
        end = token.end();
        body.accept(token, isNested());
        copy.accept(token, isNested());
        if (token.kind() == TokenKind.SYMBOL) {
            bracket(token.start());
        } else {
            flags.accept(token);
        }
    }

    private boolean isNested() {
        return parentheses > 0 || brackets > 0;
    }

    /** Ignores a closing bracket without an opening one: the server reports it, and the next opening one must still count. */
    private void bracket(int at) {
        switch (text.charAt(at)) {
            case '(' -> {
                if (parentheses++ == 0) {
                    firstParenthesis = at;
                }
            }
            case ')' -> parentheses = Math.max(0, parentheses - 1);
            case '[' -> {
                if (brackets++ == 0) {
                    firstBracket = at;
                }
            }
            case ']' -> brackets = Math.max(0, brackets - 1);
            default -> {}
        }
    }

    /**
     * Checks a statement after its last token.
     *
     * @throws SqlSyntaxException if a construct in it is unterminated, or if it copies rows to the client
     */
    void requireComplete() {
        if (parentheses > 0) {
            throw new SqlSyntaxException(
                    text,
                    firstParenthesis,
                    "unclosed parenthesis",
                    "Close it with ). Semicolons before that do not end the statement.");
        }
        if (brackets > 0) {
            throw new SqlSyntaxException(
                    text,
                    firstBracket,
                    "unclosed bracket",
                    "Close it with ]. Semicolons before that do not end the statement.");
        }
        if (body.isOpen()) {
            throw new SqlSyntaxException(
                    text,
                    body.begin(),
                    "BEGIN ATOMIC without END",
                    "Add END, and end each statement before it with a semicolon.");
        }
        if (copy.isToClient()) {
            throw new SqlSyntaxException(
                    text,
                    start,
                    "COPY to the client",
                    "A migration cannot receive rows. Copy them to a table or to a file on the server.");
        }
    }
}
