package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows about a failure. It states facts and does not judge them: whether to retry, to look again or to
 * stop is the engine's decision.
 *
 * <p>Immutable. Adapters build one with {@link #in} or {@link TxPart.Message#refused}.
 */
public final class TxFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** At which point the failure occurred. */
    public enum Phase {
        /** Could not connect: nothing was sent. */
        CONNECT,
        /** The server refused {@code BEGIN} or one of the statements, or the code of a {@link TxCode} failed. */
        STATEMENT,
        /** The server refused {@code COMMIT}. */
        COMMIT,
        /**
         * The answer did not arrive, or not all of it; the session cannot tell how far the server got. This is also the
         * phase when the server said why it ended the connection, e.g. 57P01. Always with {@link #sessionLost()}.
         */
        UNANSWERED
    }

    private final Phase phase;
    private final boolean sessionLost;
    private final @Nullable String sqlState;
    private final @Nullable String detail;
    private final @Nullable String hint;
    private final int statement;
    private final int position;

    private TxFailure(Builder builder) {
        super(builder.message, builder.cause);
        this.phase = builder.phase;
        this.sessionLost = builder.sessionLost;
        this.sqlState = builder.sqlState;
        this.detail = builder.detail;
        this.hint = builder.hint;
        this.statement = builder.statement;
        this.position = builder.position;
    }

    /**
     * Starts a failure.
     *
     * @param message what the server or the driver said
     */
    public static Builder in(Phase phase, String message) {
        return new Builder(phase, message);
    }

    /** At which point the failure occurred. */
    public Phase phase() {
        return phase;
    }

    /** Whether the connection is gone. If true, the session can only be closed. */
    public boolean sessionLost() {
        return sessionLost;
    }

    /** The SQLSTATE, five characters, or null when the server gave none. */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /** Whether the server gave one of these SQLSTATEs. */
    public boolean is(String... sqlStates) {
        for (String candidate : sqlStates) {
            if (candidate.equals(sqlState)) {
                return true;
            }
        }
        return false;
    }

    /** The message, never null: what the server or the driver said. */
    public String text() {
        return Objects.requireNonNull(getMessage());
    }

    /** The server's detail and context, or null if it gave none. */
    public @Nullable String detail() {
        return detail;
    }

    /** The server's hint, or null if it gave none. */
    public @Nullable String hint() {
        return hint;
    }

    /**
     * The index of the script's statement that failed, from 0; -1 if it is unknown, or {@code BEGIN} or {@code COMMIT}.
     */
    public int statement() {
        return statement;
    }

    /**
     * The position of the error in that statement's text, in characters (code points) from 1 as PostgreSQL counts; 0 if
     * the server gave none.
     */
    public int position() {
        return position;
    }

    /** The same failure, of a statement with another index; see {@link #statement()}. */
    public TxFailure at(int index) {
        return in(phase, text())
                .sessionLost(sessionLost)
                .sqlState(sqlState)
                .detail(detail)
                .hint(hint)
                .statement(index)
                .position(position)
                .cause(this)
                .build();
    }

    /** Collects the facts of a failure. Not thread-safe. */
    public static final class Builder {
        private final Phase phase;
        private final String message;
        private boolean sessionLost;
        private @Nullable String sqlState;
        private @Nullable String detail;
        private @Nullable String hint;
        private int statement = -1;
        private int position;
        private @Nullable Throwable cause;

        private Builder(Phase phase, String message) {
            this.phase = phase;
            this.message = message;
        }

        /** See {@link TxFailure#sessionLost()}. Default: false. */
        public Builder sessionLost(boolean lost) {
            this.sessionLost = lost;
            return this;
        }

        /** See {@link TxFailure#sqlState()}. Default: null. */
        public Builder sqlState(@Nullable String state) {
            this.sqlState = state;
            return this;
        }

        /** See {@link TxFailure#detail()}. Default: null. */
        public Builder detail(@Nullable String text) {
            this.detail = text;
            return this;
        }

        /**
         * The detail and the context of a server's error; either may be null.
         *
         * @param context names the row of a {@code COPY}, or the line of a function
         */
        public Builder detail(@Nullable String text, @Nullable String context) {
            return detail(text == null || context == null ? (text == null ? context : text) : text + "\n" + context);
        }

        /** See {@link TxFailure#hint()}. Default: null. */
        public Builder hint(@Nullable String text) {
            this.hint = text;
            return this;
        }

        /** See {@link TxFailure#statement()}. Default: -1. */
        public Builder statement(int index) {
            this.statement = index;
            return this;
        }

        /** See {@link TxFailure#position()}. Default: 0. */
        public Builder position(int codePoint) {
            this.position = codePoint;
            return this;
        }

        /** The driver's exception. Default: null. */
        public Builder cause(@Nullable Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        /** Builds the failure. */
        public TxFailure build() {
            return new TxFailure(this);
        }
    }
}
