package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows about something that went wrong: facts, no judgement. Whether to retry, to look again or to
 * stop is the engine's decision.
 */
public final class TxFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Where in the course of a script the failure came. */
    public enum Phase {
        /** No connection came about: nothing was sent. */
        CONNECT,
        /** The server refused {@code BEGIN}, or one of the statements. */
        STATEMENT,
        /** The server refused {@code COMMIT}. */
        COMMIT,
        /**
         * The answer did not arrive, or not all of it; the session cannot tell how far the server got. Also when the
         * server said why it ended the connection, e.g. 57P01. Always with {@link #sessionLost()}.
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

    public static Builder in(Phase phase, String message) {
        return new Builder(phase, message);
    }

    public Phase phase() {
        return phase;
    }

    /** Whether the connection is gone: the session can only be closed. */
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

    public @Nullable String detail() {
        return detail;
    }

    public @Nullable String hint() {
        return hint;
    }

    /** Which statement of the script failed, counted from 0, or -1 when it is not one of them or not known. */
    public int statement() {
        return statement;
    }

    /**
     * Where in that statement's text, counted in characters (code points) from 1 as PostgreSQL does, or 0 when the
     * server gave no position.
     */
    public int position() {
        return position;
    }

    /** Collects a failure's facts. Not thread-safe. */
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

        public Builder sessionLost(boolean lost) {
            this.sessionLost = lost;
            return this;
        }

        public Builder sqlState(@Nullable String state) {
            this.sqlState = state;
            return this;
        }

        public Builder detail(@Nullable String text) {
            this.detail = text;
            return this;
        }

        /**
         * The detail and the context of a server's error, as far as it gave them.
         *
         * @param context names the row of a COPY, or the line of a function
         */
        public Builder detail(@Nullable String text, @Nullable String context) {
            return detail(text == null || context == null ? (text == null ? context : text) : text + "\n" + context);
        }

        public Builder hint(@Nullable String text) {
            this.hint = text;
            return this;
        }

        /** See {@link TxFailure#statement()}. */
        public Builder statement(int index) {
            this.statement = index;
            return this;
        }

        /** See {@link TxFailure#position()}. */
        public Builder position(int codePoint) {
            this.position = codePoint;
            return this;
        }

        public Builder cause(@Nullable Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        public TxFailure build() {
            return new TxFailure(this);
        }
    }
}
