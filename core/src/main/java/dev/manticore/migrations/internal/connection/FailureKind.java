package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/** What a session's failure means. */
public final class FailureKind {
    private static final int LONGEST_CAUSE_CHAIN = 20;

    private FailureKind() {}

    /** No connection: nothing was sent. */
    public static boolean isConnecting(TxFailure failure) {
        return failure.phase() == Phase.CONNECT;
    }

    /** The same transaction may succeed when it is sent again: serialization failure, deadlock. */
    public static boolean isTransient(TxFailure failure) {
        return failure.is("40001", "40P01");
    }

    /** It is not known whether what was sent was carried out. */
    public static boolean isOutcomeUnknown(TxFailure failure) {
        return failure.phase() == Phase.UNANSWERED
                || (!isConnecting(failure) && (isSessionOver(failure) || failure.is("40003")));
    }

    /**
     * The session can only be closed. Also where its connection is alive, but what answered for the server has lost the
     * server (08: connection exception, e.g. a pooler's), or the server is about to end the session (57P01 to 57P05).
     */
    public static boolean isSessionOver(TxFailure failure) {
        String state = failure.sqlState();
        return failure.sessionLost() || (state != null && (state.startsWith("08") || state.startsWith("57P")));
    }

    /**
     * The connection's own limit for answers ended the wait, e.g. the JDBC driver's {@code socketTimeout}. The server may
     * well be healthy, and the same wait would end in the same way.
     */
    public static boolean isAnswerTimeout(TxFailure failure) {
        return failure.phase() == Phase.UNANSWERED && isTimeout(failure);
    }

    /** Whether a wait for the network ended at a limit of this side. */
    static boolean isTimeout(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof IOException
                        && cause.getClass().getSimpleName().contains("Timeout"));
    }

    /** The failure and its causes. A chain of causes may be a circle. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(LONGEST_CAUSE_CHAIN);
    }

    /** Committed, except for a schema change (CockroachDB). */
    public static boolean isPartial(TxFailure failure) {
        return failure.is("XXA00");
    }

    /**
     * Refused before anything of it was executed, or rolled back: not supported (0A), rolled back (40), wording, names or
     * privileges (42).
     */
    public static boolean isWithoutEffect(TxFailure failure) {
        String state = failure.sqlState();
        return state != null && (state.startsWith("0A") || state.startsWith("40") || state.startsWith("42"));
    }

    /** Cancelled, or longer than a statement timeout. */
    public static boolean isCancelled(TxFailure failure) {
        return failure.is("57014");
    }

    /**
     * The table is locked against schema changes (CockroachDB). The SQLSTATE, operator intervention, has other uses; the
     * setting is named in the hint.
     */
    public static boolean isSchemaLocked(TxFailure failure) {
        String hint = failure.hint();
        return failure.text().contains("schema changes are disallowed")
                || (hint != null && hint.contains("schema_locked"));
    }

    /** The user lacks a privilege. */
    public static boolean isDenied(TxFailure failure) {
        return failure.is("42501");
    }

    /** There is no such table, or schema. */
    public static boolean isAbsent(TxFailure failure) {
        return failure.is("42P01", "3F000");
    }

    /** There is no history where it has to be; see {@link dev.manticore.migrations.spi.HistoryStore#history}. */
    public static boolean isWithoutHistory(TxFailure failure) {
        return isAbsent(failure) || isElsewhere(failure);
    }

    /** There is no history where it has to be, but there may be one elsewhere. */
    public static boolean isElsewhere(TxFailure failure) {
        return failure.is("22012");
    }

    /**
     * Another runner creates the same tables at this moment. PostgreSQL's IF NOT EXISTS looks first and inserts into its
     * catalogs afterwards; two at once can collide at a unique index of the catalogs (23505). CockroachDB answers 40001
     * and 42701.
     */
    public static boolean isCreationRace(TxFailure failure) {
        return isTransient(failure) || failure.is("23505", "42P06", "42P07", "42701", "42710", "XX000");
    }
}
