package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Optional;

/** Failures of the tool's own queries, as users see them. */
public final class DatabaseFailures {
    private DatabaseFailures() {}

    /** What the server said. */
    public static SqlError error(TxFailure failure) {
        return new SqlError(failure.sqlState(), failure.text(), failure.detail(), failure.hint());
    }

    /** A failure of anything but a migration's script, which may have to do with what the server is. */
    public static MigrationException of(Run run, TxFailure failure, String doing) {
        Optional<String> readOnly = failure.is("25006") ? new ReadOnly(run).advice() : Optional.empty();
        return readOnly.isEmpty()
                ? of(failure, doing, run.report())
                : refused(failure, doing, Remedy.of(readOnly.get()), run.report());
    }

    /** A failure of anything but a migration's script. */
    public static MigrationException of(TxFailure failure, String doing, MigrationReport report) {
        if (FailureKind.isConnecting(failure)) {
            return new DatabaseUnreachableException(
                    "Could not connect to the database: " + described(failure),
                    new ConnectAdvice(failure).remedy(),
                    report,
                    failure);
        }
        if (FailureKind.isSessionOver(failure)) {
            return new DatabaseUnreachableException(
                    "The connection was lost while " + doing + ": " + described(failure),
                    Remedy.of(lostRemedy(failure)),
                    report,
                    failure);
        }
        return refused(failure, doing, Remedy.of(remedy(failure)), report);
    }

    /** The server refused a statement of the tool's own. */
    public static MigrationException refused(TxFailure failure, String doing, Remedy remedy, MigrationReport report) {
        return new DatabaseErrorException(
                error(failure),
                "The database reported an error while " + doing + ": " + described(failure),
                remedy,
                report,
                failure);
    }

    /** The server's message, with the SQLSTATE if there is one. */
    public static String described(TxFailure failure) {
        return failure.sqlState() == null ? failure.text() : failure.text() + " (SQLSTATE " + failure.sqlState() + ")";
    }

    private static String lostRemedy(TxFailure failure) {
        boolean ofThisSide = FailureKind.isAnswerTimeout(failure);
        Advice advice = ofThisSide || failure.is("57P03", "57P05") ? Advice.of(failure) : null;
        return advice == null ? "Check that the server is up, and try again." : advice.text() + " Then try again.";
    }

    private static String remedy(TxFailure failure) {
        if (failure.is("3F000")) {
            return "Specify a schema, or set a search_path that contains an existing schema.";
        }
        if (failure.is("25006")) {
            return "The server accepts no changes on this connection. Connect to the primary, with a session that is not"
                    + " read-only.";
        }
        if (failure.is("55P03")) {
            return "Another session holds a lock on the history or on its lease. Find out which, and try again.";
        }
        if (failure.is("57014")) {
            return "The statement was cancelled, or took longer than the statement_timeout of the user or the database. Try"
                    + " again.";
        }
        Advice advice = Advice.of(failure);
        return advice == null
                ? "See the server's message. The statement changed nothing."
                : advice.text() + (advice.ofScript() ? "" : " Then try again.");
    }
}
