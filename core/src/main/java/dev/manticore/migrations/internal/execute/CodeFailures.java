package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Advice;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;

/**
 * Failures of migrations in Java code, with the name of the class.
 *
 * @param locks how often it was tried because of locks
 */
record CodeFailures(Run run, WorkStep step, LockRetries locks) {
    private static final String NOTHING = "It was rolled back; nothing of it remains in the database. ";

    /** The code threw an exception. */
    MigrationException threw(TxFailure failure) {
        return failed(
                failure,
                " failed: " + DatabaseFailures.described(failure) + LockRetries.described(run, failure, locks),
                remedy(failure));
    }

    private Remedy remedy(TxFailure failure) {
        if (failure.is("55P03")) {
            return LockRetries.withSettings(
                    Remedy.of("Another session holds a lock that the code needs. " + NOTHING
                            + "Try again when the database is less busy."),
                    locks);
        }
        if (failure.is("57014")) {
            return Remedy.of("A statement of the code took longer than statement_timeout, or it was cancelled. "
                            + NOTHING + "Then try again.")
                    .or("to let it take longer", new Remedy.Configure(Remedy.Setting.STATEMENT_TIMEOUT));
        }
        Advice advice = Advice.of(failure);
        return Remedy.of((advice == null ? "" : advice.text() + " ")
                + NOTHING
                + (advice == null || advice.ofScript() ? "Correct the class and try again." : "Then try again."));
    }

    /** The code returned, but its savepoint could not be released. */
    MigrationException notReleased(TxFailure failure) {
        String state = failure.sqlState();
        if (state != null && TxCode.isEnded(state)) {
            return failed(
                    failure,
                    " failed: the code ended the transaction that it was given. What it committed is in the database,"
                            + " but the migration is not recorded.",
                    Remedy.of("Take COMMIT and ROLLBACK out of the class, since the run commits the migration together"
                            + " with its history row. Undo by hand what the code committed, and try again."));
        }
        if (failure.is("25P02")) {
            return failed(
                    failure,
                    " failed: the code went on after an error of the database, and its transaction accepts nothing more"
                            + " (SQLSTATE 25P02).",
                    Remedy.of(NOTHING
                            + "Do not catch that error, or set a savepoint before the statement and roll back to"
                            + " the savepoint. Then try again."));
        }
        return threw(failure);
    }

    private MigrationException failed(TxFailure failure, String what, Remedy remedy) {
        SourceLocation location = SourceLocation.file(step.script().origin());
        Throwable thrown = failure.getCause();
        return new StatementFailedException(
                step.id(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + step.name() + what,
                remedy,
                run.report(),
                thrown == null ? failure : thrown);
    }
}
