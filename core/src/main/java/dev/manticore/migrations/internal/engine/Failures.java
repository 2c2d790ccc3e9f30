package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;

/** What a session's failure means, and what a user can do about it. */
final class Failures {
    private Failures() {}

    /** The same transaction may go through when it is sent again: serialization failure, deadlock. */
    static boolean isPassing(TxFailure failure) {
        return failure.is("40001", "40P01");
    }

    /** It cannot be told whether what was sent was carried out. */
    static boolean isOutcomeUnknown(TxFailure failure) {
        return failure.phase() == Phase.UNANSWERED
                || (failure.phase() != Phase.CONNECT && (isSessionOver(failure) || failure.is("40003")));
    }

    /**
     * The session can only be closed. Also where its connection is alive, but what answered for the server has lost the
     * server (08: connection exception, e.g. a pooler's), or the server is about to end the session (57P01 to 57P05).
     */
    static boolean isSessionOver(TxFailure failure) {
        String state = failure.sqlState();
        return failure.sessionLost() || (state != null && (state.startsWith("08") || state.startsWith("57P")));
    }

    /** Committed, and yet a schema change of it was not carried out (CockroachDB). */
    static boolean isPartial(TxFailure failure) {
        return failure.is("XXA00");
    }

    /** Somebody cancelled it, or it took longer than it may. */
    static boolean isCancelled(TxFailure failure) {
        return failure.is("57014");
    }

    /** There is no such table, or schema. */
    static boolean isAbsent(TxFailure failure) {
        return failure.is("42P01", "3F000");
    }

    /**
     * Another runner makes the same tables at this moment. PostgreSQL's IF NOT EXISTS looks first and inserts into its
     * catalogs after, so that two at once can meet at a unique index of them (23505); CockroachDB has 40001 and 42701.
     */
    static boolean isCreationRace(TxFailure failure) {
        return isPassing(failure) || failure.is("23505", "42P06", "42P07", "42701", "42710", "XX000");
    }

    static SqlError error(TxFailure failure) {
        return new SqlError(failure.sqlState(), failure.text(), failure.detail(), failure.hint());
    }

    /** A failure of anything but a migration's script. */
    static MigrationException of(TxFailure failure, String doing, MigrationReport report) {
        if (failure.phase() == Phase.CONNECT) {
            return new DatabaseUnreachableException(
                    "No connection to the database: " + failure.text() + state(failure),
                    connectRemedy(failure),
                    report,
                    failure);
        }
        if (isSessionOver(failure)) {
            return new DatabaseUnreachableException(
                    "The connection was lost while " + doing + ": " + failure.text() + state(failure),
                    "Check that the server is up, and run the same command again.",
                    report,
                    failure);
        }
        return new DatabaseErrorException(
                error(failure),
                "The database refused " + doing + ": " + failure.text() + state(failure),
                remedy(failure),
                report,
                failure);
    }

    private static String state(TxFailure failure) {
        return failure.sqlState() == null ? "" : " (SQLSTATE " + failure.sqlState() + ")";
    }

    private static String connectRemedy(TxFailure failure) {
        if (failure.is("28P01", "28000")) {
            return "Check the user and the password.";
        }
        if (failure.is("3D000")) {
            return "Check the database's name, or create the database.";
        }
        if (failure.is("53300")) {
            return "The server has no connection left: close some, or raise max_connections.";
        }
        return "Check host and port, and that the server is up and accepts connections.";
    }

    private static String remedy(TxFailure failure) {
        if (failure.is("42501")) {
            return "Grant the privilege to the user that migrates, or migrate as another user.";
        }
        if (failure.is("3F000")) {
            return "Name a schema, or set a search_path that has one that exists.";
        }
        if (failure.is("25006")) {
            return "This is a read-only connection, perhaps to a replica: connect to the primary.";
        }
        return "See the server's message; nothing was changed by this statement.";
    }
}
