package dev.manticore.migrations.internal.sql;

/** Finds out whether a statement is a COPY whose rows come from the client or go there. */
final class CopyDirection {

    private enum State {
        START,
        TARGET,
        FROM,
        TO,
        FROM_CLIENT,
        TO_CLIENT,
        OTHER
    }

    private State state = State.START;
    private boolean afterDot;

    void reset() {
        state = State.START;
        afterDot = false;
    }

    boolean isFromClient() {
        return state == State.FROM_CLIENT;
    }

    boolean isToClient() {
        return state == State.TO_CLIENT;
    }

    /** Takes the next token; {@code nested} says that it is inside parentheses. */
    void accept(Lexer token, boolean nested) {
        switch (state) {
            case START -> state = token.is("COPY") ? State.TARGET : State.OTHER;
            case TARGET -> target(token, nested);
            // Server and psql take STDIN and STDOUT for the same here: copy_file_name in gram.y.
            case FROM -> state = isClient(token) ? State.FROM_CLIENT : State.OTHER;
            case TO -> state = isClient(token) ? State.TO_CLIENT : State.OTHER;
            case FROM_CLIENT, TO_CLIENT, OTHER -> {}
        }
    }

    private void target(Lexer token, boolean nested) {
        if (!nested && !afterDot) {
            if (token.is("FROM")) {
                state = State.FROM;
            } else if (token.is("TO")) {
                state = State.TO;
            }
        }
        afterDot = token.is('.');
    }

    private static boolean isClient(Lexer token) {
        return token.is("STDIN") || token.is("STDOUT");
    }
}
