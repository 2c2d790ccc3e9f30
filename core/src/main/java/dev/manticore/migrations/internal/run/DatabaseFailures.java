package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;

/** Failures of the tool's own queries, as users see them. */
public final class DatabaseFailures {
    private DatabaseFailures() {}

    /** What the server said. */
    public static SqlError error(TxFailure failure) {
        return new SqlError(failure.sqlState(), failure.text(), failure.detail(), failure.hint());
    }

    /** A failure of anything but a migration's script. */
    public static MigrationException of(TxFailure failure, String doing, MigrationReport report) {
        if (FailureKind.isConnecting(failure)) {
            return new DatabaseUnreachableException(
                    "Could not connect to the database: " + described(failure),
                    Remedy.of(connectRemedy(failure)),
                    report,
                    failure);
        }
        if (FailureKind.isSessionOver(failure)) {
            return new DatabaseUnreachableException(
                    "The connection was lost while " + doing + ": " + described(failure),
                    Remedy.of("Check that the server is up, and try again."),
                    report,
                    failure);
        }
        return new DatabaseErrorException(
                error(failure),
                "The database reported an error while " + doing + ": " + described(failure),
                Remedy.of(remedy(failure)),
                report,
                failure);
    }

    /** The server's message, with the SQLSTATE if there is one. */
    public static String described(TxFailure failure) {
        return failure.sqlState() == null ? failure.text() : failure.text() + " (SQLSTATE " + failure.sqlState() + ")";
    }

    private static String connectRemedy(TxFailure failure) {
        if (failure.is("28P01", "28000")) {
            return "Check the user and the password.";
        }
        if (failure.is("3D000")) {
            return "Check the database's name, or create the database.";
        }
        if (failure.is("53300")) {
            return "The server has no free connection. Close some, or raise max_connections.";
        }
        return "Check host and port, and that the server is up and accepts connections.";
    }

    private static String remedy(TxFailure failure) {
        if (FailureKind.isDenied(failure)) {
            return "Grant the privilege to the user that migrates, or migrate as another user.";
        }
        if (failure.is("3F000")) {
            return "Specify a schema, or set a search_path that contains an existing schema.";
        }
        if (failure.is("25006")) {
            return "The connection is read-only, perhaps to a replica. Connect to the primary.";
        }
        return "See the server's message. The statement changed nothing.";
    }
}
