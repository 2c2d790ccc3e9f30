package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Lexer;

/**
 * Tracks {@code BEGIN ATOMIC .. END}, the SQL-standard body of a function or procedure. Its semicolons do not end the statement.
 *
 * <p>In PostgreSQL's grammar, each statement of a body ends with a semicolon and none starts with END. So the END of the body is the
 * one that directly follows a semicolon or ATOMIC. The END of a CASE and a column of that name never do.
 */
final class RoutineBody {

    private enum State {
        START,
        CREATE,
        CREATE_OR,
        CREATE_OR_REPLACE,
        HEADER,
        BEGIN,
        STATEMENT_START,
        STATEMENT,
        NOT_A_ROUTINE
    }

    private State state = State.START;
    private int depth;
    private int begin;

    void reset() {
        state = State.START;
        depth = 0;
    }

    boolean isOpen() {
        return depth > 0;
    }

    /** Returns the index of the BEGIN of the outermost open body. */
    int begin() {
        return begin;
    }

    /**
     * Takes the next token of the statement.
     *
     * @param nested whether it is inside parentheses or brackets
     */
    void accept(Lexer token, boolean nested) {
        if (state != State.NOT_A_ROUTINE) {
            state = next(token, nested);
        }
    }

    private State next(Lexer token, boolean nested) {
        return switch (state) {
            case START -> token.is("CREATE") ? State.CREATE : State.NOT_A_ROUTINE;
            case CREATE -> token.is("OR") ? State.CREATE_OR : routine(token);
            case CREATE_OR -> token.is("REPLACE") ? State.CREATE_OR_REPLACE : State.NOT_A_ROUTINE;
            case CREATE_OR_REPLACE -> routine(token);
            case HEADER, STATEMENT -> nested ? state : inBody(token);
            case BEGIN -> token.is("ATOMIC") ? open() : inBody(token);
            case STATEMENT_START -> token.is("END") ? close() : inBody(token);
            case NOT_A_ROUTINE -> State.NOT_A_ROUTINE;
        };
    }

    private static State routine(Lexer token) {
        return token.is("FUNCTION") || token.is("PROCEDURE") ? State.HEADER : State.NOT_A_ROUTINE;
    }

    private State inBody(Lexer token) {
        if (token.is("BEGIN")) {
            if (depth == 0) {
                begin = token.start();
            }
            return State.BEGIN;
        }
        if (depth == 0) {
            return State.HEADER;
        }
        return token.is(';') ? State.STATEMENT_START : State.STATEMENT;
    }

    /** Counts bodies: the grammar allows CREATE FUNCTION in a body, although the server then rejects it. */
    private State open() {
        depth++;
        return State.STATEMENT_START;
    }

    private State close() {
        depth--;
        return depth == 0 ? State.HEADER : State.STATEMENT;
    }
}
