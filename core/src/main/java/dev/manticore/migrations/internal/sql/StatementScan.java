package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;

/** Follows the tokens of one statement and knows where it ends. A semicolon in parentheses, as in CREATE RULE, doesn't end it. */
final class StatementScan {

    private static final int NONE = -1;

    private final String text;
    private final RoutineBody body = new RoutineBody();
    private final CopyDirection copy = new CopyDirection();
    private final Mentions mentions;

    private int start = NONE;
    private int end;
    private int parentheses;
    private int firstParenthesis;
    private int brackets;
    private int firstBracket;

    StatementScan(String text) {
        this.text = text;
        this.mentions = new Mentions(text);
    }

    void reset() {
        start = NONE;
        parentheses = 0;
        brackets = 0;
        body.reset();
        copy.reset();
        mentions.reset();
    }

    boolean isIdle() {
        return start == NONE;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether rows follow in the script. */
    boolean isCopyFromScript() {
        return copy.isFromClient();
    }

    Mentions mentions() {
        return mentions;
    }

    /** Whether this token is the semicolon behind the statement. */
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
        if (token.kind() == Kind.SYMBOL) {
            bracket(token.start());
        } else {
            mentions.accept(token);
        }
    }

    private boolean isNested() {
        return parentheses > 0 || brackets > 0;
    }

    /** Counts; one too many that closes is for the server to report, and must not hide the next that opens. */
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

    /** Refuses a statement that is over although something in it isn't, and one that no migration can run. */
    void requireComplete() {
        if (parentheses > 0) {
            throw open(
                    firstParenthesis,
                    "parenthesis",
                    "Close it with ). Up to there, semicolons don't end the statement.");
        }
        if (brackets > 0) {
            throw open(firstBracket, "bracket", "Close it with ]. Up to there, semicolons don't end the statement.");
        }
        if (body.isOpen()) {
            throw open(
                    body.begin(),
                    "BEGIN ATOMIC",
                    "Close it with END, and end each statement before that END with a semicolon.");
        }
        if (copy.isToClient()) {
            throw new SqlSyntaxException(
                    text,
                    start,
                    "COPY to the client",
                    "A migration has nowhere to put the rows. Copy them to a table or to a file on the server.");
        }
    }

    private SqlSyntaxException open(int at, String what, String hint) {
        return new SqlSyntaxException(text, at, what + " is not closed", hint);
    }
}
