package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Failures of scripts, with file, line and column. */
public final class StepFailures {
    // Transaction state, rollback, wording and rights, resources, limits, object state, intervention, system, internal
    // error.
    private static final Set<String> REFUSALS = Set.of("25", "40", "42", "53", "54", "55", "57", "58", "XX");

    private static final String ANOTHER = "another runner";
    /** What became of a stepwise script that stops where it is. */
    static final String NOTHING_MORE = "; nothing more of it was sent.";

    private final Run run;

    public StepFailures(Run run) {
        this.run = run;
    }

    /**
     * A script's failure.
     *
     * @param statement which of the script's statements failed, or something else when it was none of them
     * @param what of the script remains, and how to go on
     */
    MigrationException failed(WorkStep step, TxFailure failure, int statement, String what) {
        SourceLocation location = locate(step.script(), failure, statement);
        String state = failure.sqlState() == null ? "" : " (SQLSTATE " + failure.sqlState() + ")";
        String at = failure.phase() == Phase.COMMIT ? " at COMMIT" : "";
        return new StatementFailedException(
                step.version(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + step.name() + " failed" + at + ": " + failure.text() + state,
                advice(failure) + what,
                run.report(),
                failure);
    }

    private static SourceLocation locate(Script script, TxFailure failure, int statement) {
        if (statement < 0 || statement >= script.statements().size()) {
            return SourceLocation.file(script.origin());
        }
        SqlStatement failed = script.statements().get(statement);
        return script.locate(
                failure.position() > 0 ? script.sql().offsetOf(failed, failure.position()) : failed.start());
    }

    private static String advice(TxFailure failure) {
        if (failure.is("55P03")) {
            return "Another session holds a lock on what it changes: try again at a quieter time, or raise lock_timeout in"
                    + " the header. ";
        }
        if (failure.is("57014")) {
            return "The statement took longer than statement_timeout, or somebody cancelled it. ";
        }
        if (failure.is("25001")) {
            return "The statement does not run in a transaction: make -- manticore: transaction=none the first line. ";
        }
        if (failure.is("55P04")) {
            return "A new value of an enum can be used only after the transaction that added it: move what uses it into a"
                    + " later migration. ";
        }
        return "";
    }

    /** Nobody knows who made that index, or whether somebody is making it right now. */
    MigrationException invalidIndex(WorkStep step, int statement, String index) {
        SourceLocation location =
                step.script().locate(step.script().statements().get(statement).start());
        String message = "There is an invalid index " + index
                + " already, which an earlier CREATE INDEX CONCURRENTLY left behind or which is being built.";
        return new StatementFailedException(
                step.version(),
                location,
                new SqlError(null, message, null, null),
                location + ": " + step.name() + " failed: " + message,
                "If nobody is building it, run " + InvalidIndex.drop(index) + "; and then the same command again.",
                run.report(),
                null);
    }

    /** The lease cannot be kept between a note and what it speaks of. */
    MigrationException leaseTooShort(String what) {
        return new LeaseLostException(
                "This run could not keep its lease: " + what + NOTHING_MORE,
                "Choose a longer lease, or look at why the database is slow, and run the same command again.",
                run.report(),
                null);
    }

    /**
     * The fence, or a note, failed. Where that is because the lease was lost, the database is asked to whom.
     *
     * @param name the migration that was to be recorded, or its undo
     * @param consequence what became of it, behind "before V1 was recorded"
     */
    public MigrationException leaseLost(String name, TxFailure failure, String consequence) {
        if (failure.is("42501")) {
            return new DatabaseErrorException(
                    DatabaseFailures.error(failure),
                    "The database refused recording " + name + ": " + failure.text() + " (SQLSTATE 42501)",
                    "Grant the privilege to the user that migrates; or, if the script changes its role, let it end with"
                            + " RESET ROLE.",
                    run.report(),
                    failure);
        }
        if (isRefused(failure)) {
            return DatabaseFailures.of(failure, "recording " + name, run.report());
        }
        try {
            return lost(holder(run.ask(run.leases().lease())), name, failure, consequence);
        } catch (TxFailure unanswered) {
            return lost(ANOTHER, name, failure, consequence);
        }
    }

    /**
     * A statement failed. Where another runner has had the lease in the meantime, what the statement met is most likely
     * that one's work, and the file is not to blame.
     *
     * @param own the lease as this run knows it
     * @param name the migration, or its undo
     * @param consequence what became of it, behind "before V1 was recorded"
     * @param reported what to say where the lease was not lost, or where that can't be found out
     */
    MigrationException unlessLeaseLost(
            Lease own, String name, TxFailure failure, String consequence, MigrationException reported) {
        try {
            String holder = holder(run.ask(run.leases().lease()));
            return holder.equals(own.owner()) || holder.equals(ANOTHER)
                    ? reported
                    : lost(holder, name, failure, consequence);
        } catch (TxFailure unanswered) {
            return reported;
        }
    }

    private MigrationException lost(String holder, String name, TxFailure failure, String consequence) {
        return new LeaseLostException(
                "This run lost the lease to " + holder + " before " + name + " was recorded" + consequence,
                "Look at the status; run the same command again if something is still to be done.",
                run.report(),
                failure);
    }

    private static String holder(LeaseState lease) {
        if (lease instanceof LeaseState.Held held) {
            return held.owner();
        }
        return lease instanceof LeaseState.Free free && free.lastOwner() != null ? free.lastOwner() : ANOTHER;
    }

    /** The server did not get as far as looking at the lease: a fence that finds it lost fails with another class. */
    private static boolean isRefused(TxFailure failure) {
        String state = failure.sqlState();
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }

    /** What remains of a stepwise script whose statement failed, and how to go on. */
    static String remains(int index, boolean nothing) {
        if (nothing) {
            return "Nothing of it was carried out: correct the file and run the same command again.";
        }
        return index == 0
                ? "It is the first statement: correct it, or what it found, and run the same command again."
                : "What is before it (" + index
                        + " of the statements) is carried out and stays: correct this one, leave"
                        + " those as they are, and run the same command again; it goes on here.";
    }

    /**
     * The outcome of a step is unknown.
     *
     * @param obstacle why it could not be found out, or null
     */
    OutcomeUnknownException unknown(WorkStep step, TxFailure failure, @Nullable MigrationException obstacle) {
        OutcomeUnknownException unknown = new OutcomeUnknownException(
                "The answer to " + step.name() + " did not arrive, so that it may or may not have been carried"
                        + " out: " + failure.text()
                        + (obstacle == null ? "" : " It could not be found out either: " + obstacle.getMessage()),
                "Run the same command again when the database can be reached: it finds out by itself.",
                run.report(),
                failure);
        if (obstacle != null) {
            unknown.addSuppressed(obstacle);
        }
        return unknown;
    }
}
