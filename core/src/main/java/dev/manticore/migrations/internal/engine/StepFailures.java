package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.script.Script;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.Set;
import java.util.function.Function;

/** Failures of scripts, with file, line and column. */
final class StepFailures {
    // Transaction state, rollback, wording and rights, resources, limits, object state, intervention, system, internal
    // error.
    private static final Set<String> REFUSALS = Set.of("25", "40", "42", "53", "54", "55", "57", "58", "XX");

    private static final String ANOTHER = "another runner";
    /** What became of a stepwise script that stops where it is. */
    static final String NOTHING_MORE = "; nothing more of it was sent.";

    private final Context context;

    StepFailures(Context context) {
        this.context = context;
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
                Failures.error(failure),
                location + ": " + Description.name(step) + " failed" + at + ": " + failure.text() + state,
                advice(failure) + what,
                context.report(),
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
                location + ": " + Description.name(step) + " failed: " + message,
                "If nobody is building it, run " + InvalidIndex.drop(index) + "; and then the same command again.",
                context.report(),
                null);
    }

    /** The lease cannot be kept between a note and what it speaks of. */
    MigrationException leaseTooShort(String what) {
        return new LeaseLostException(
                "This run could not keep its lease: " + what + NOTHING_MORE,
                "Choose a longer lease, or look at why the database is slow, and run the same command again.",
                context.report(),
                null);
    }

    /**
     * The fence, or a note, failed. Where that is because the lease was lost, the database is asked to whom.
     *
     * @param name the migration that was to be recorded, or its undo
     * @param consequence what became of it, behind "before V1 was recorded"
     */
    <T> Step<T> leaseLost(
            String name, TxFailure failure, String consequence, Function<MigrationException, Step<T>> then) {
        if (failure.is("42501")) {
            return then.apply(new DatabaseErrorException(
                    Failures.error(failure),
                    "The database refused recording " + name + ": " + failure.text() + " (SQLSTATE 42501)",
                    "Grant the privilege to the user that migrates; or, if the script changes its role, let it end with"
                            + " RESET ROLE.",
                    context.report(),
                    failure));
        }
        if (isRefused(failure)) {
            return then.apply(Failures.of(failure, "recording " + name, context.report()));
        }
        return Asking.query(
                context,
                context.store().lease(),
                lease -> then.apply(lost(holder(lease), name, failure, consequence)),
                unanswered -> then.apply(lost(ANOTHER, name, failure, consequence)));
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
    <T> Step<T> unlessLeaseLost(
            Lease own,
            String name,
            TxFailure failure,
            String consequence,
            MigrationException reported,
            Function<MigrationException, Step<T>> then) {
        return Asking.query(
                context,
                context.store().lease(),
                lease -> {
                    String holder = holder(lease);
                    return then.apply(
                            holder.equals(own.owner()) || holder.equals(ANOTHER)
                                    ? reported
                                    : lost(holder, name, failure, consequence));
                },
                unanswered -> then.apply(reported));
    }

    private MigrationException lost(String holder, String name, TxFailure failure, String consequence) {
        return new LeaseLostException(
                "This run lost the lease to " + holder + " before " + name + " was recorded" + consequence,
                "Look at the status; run the same command again if something is still to be done.",
                context.report(),
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
}
