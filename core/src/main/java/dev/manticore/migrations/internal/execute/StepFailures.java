package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.UnreplacedPlaceholders;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.ReadOnly;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Failures of scripts, with file, line and column.
 *
 * @param locks how often they were tried because of locks; null if that is not known
 */
record StepFailures(Run run, WorkStep step, @Nullable LockRetries locks) {
    // Transaction state, rollback, wording and rights, resources, limits, object state, intervention, system, internal
    // error.
    private static final Set<String> REFUSALS = Set.of("25", "40", "42", "53", "54", "55", "57", "58", "XX");

    private static final String ANOTHER = "another runner";
    /** The end of a message about a stepwise script that stops where it is. */
    static final String NOTHING_MORE = "; no further statement was sent.";

    /**
     * A script's failure.
     *
     * @param statement which of the script's statements failed, or something else when it was none of them
     * @param remedy what remains of the script, and how to continue
     */
    MigrationException failed(TxFailure failure, int statement, Remedy remedy) {
        return failed(failure, statement, locate(failure, statement), remedy);
    }

    /** As {@link #failed(TxFailure, int, Remedy)}, at another place. */
    MigrationException failed(TxFailure failure, int statement, SourceLocation location, Remedy remedy) {
        String at = failure.phase() == Phase.COMMIT ? " at COMMIT" : "";
        return new StatementFailedException(
                step.id(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + step.name() + " failed" + at + ": " + DatabaseFailures.described(failure)
                        + LockRetries.described(run, failure, locks),
                withAdvice(failure, statement, remedy),
                run.report(),
                failure);
    }

    /** The place of a failure in the script. */
    SourceLocation locate(TxFailure failure, int statement) {
        return locate(step.script(), failure, statement);
    }

    /** The place of a failure in a script. */
    static SourceLocation locate(Script script, TxFailure failure, int statement) {
        if (statement < 0 || statement >= script.statements().size()) {
            return SourceLocation.file(script.origin());
        }
        SqlStatement failed = script.statements().get(statement);
        return script.locate(
                failure.position() > 0 ? script.sql().offsetOf(failed, failure.position()) : failed.start());
    }

    private Remedy withAdvice(TxFailure failure, int statement, Remedy remedy) {
        Remedy advised = withPlaceholder(
                statement,
                new Remedy(ScriptAdvice.of(failure, step, statement).before() + remedy.advice(), remedy.options()));
        if (failure.is("55P03")) {
            return LockRetries.withSettings(advised, locks);
        }
        return failure.is("57014")
                ? advised.or("to let it take longer", new Remedy.Configure(Remedy.Setting.STATEMENT_TIMEOUT))
                : advised;
    }

    /** What looks like a placeholder, and was not replaced, may be why the statement failed. */
    private Remedy withPlaceholder(int statement, Remedy remedy) {
        Script script = step.script();
        return statement < 0 || statement >= script.statements().size()
                ? remedy
                : UnreplacedPlaceholders.in(script, script.statements().get(statement))
                        .map(text -> new Remedy(
                                        "The statement contains " + text
                                                + ", which was sent as it is, since placeholders" + " are off. "
                                                + remedy.advice(),
                                        remedy.options())
                                .or(
                                        "if " + text + " is a placeholder",
                                        new Remedy.Configure(Remedy.Setting.PLACEHOLDER)))
                        .orElse(remedy);
    }

    /** It is not known who created the index, or whether it is being built right now. */
    MigrationException invalidIndex(int statement, String name) {
        String index = run.hidden().hide(name);
        SourceLocation location =
                step.script().locate(step.script().statements().get(statement).start());
        String message = "An invalid index " + index
                + " exists. An earlier CREATE INDEX CONCURRENTLY left it behind, or it is being built right now.";
        return new StatementFailedException(
                step.id(),
                location,
                new SqlError(null, message, null, null),
                location + ": " + step.name() + " failed: " + message,
                Remedy.of("If no session is building it, drop it (" + InvalidIndex.drop(index) + ") and try again."),
                run.report(),
                null);
    }

    /** The lease expires before a note about its holder can be written. */
    MigrationException leaseTooShort(String what) {
        return new LeaseLostException(
                "This run could not keep its lease: " + what + NOTHING_MORE,
                Remedy.of("Find out why the database is slow, and try again.")
                        .or("for a longer lease", new Remedy.Configure(Remedy.Setting.LEASE)),
                run.report(),
                null);
    }

    /**
     * The fence or a note failed. The database is asked who holds the lease: if this run does, its row was not written.
     *
     * @param name the migration that was to be recorded, or its undo
     * @param consequence what became of it, after "before V1 was recorded"
     */
    public static MigrationException leaseLost(Run run, String name, TxFailure failure, String consequence) {
        return leaseLost(run, name, "recorded", failure, consequence);
    }

    /** As above, for what is not recorded: {@code end} is what would have become of it, as "committed". */
    static MigrationException leaseLost(Run run, String name, String end, TxFailure failure, String consequence) {
        String doing = "recording " + name;
        if (FailureKind.isDenied(failure)) {
            return DatabaseFailures.refused(
                    failure,
                    doing,
                    Remedy.of(
                            "Grant the privilege to the user that migrates. If the script changes its role, end it with RESET"
                                    + " ROLE."),
                    run.report());
        }
        if (failure.is("25006")) {
            String advice = new ReadOnly(run)
                    .advice()
                    .orElse(
                            "The script makes its transaction read-only, and the history cannot be written in it. Take SET"
                                    + " TRANSACTION READ ONLY out of the script.");
            return DatabaseFailures.refused(failure, doing, Remedy.of(advice), run.report());
        }
        if (isRefused(failure)) {
            return DatabaseFailures.of(failure, doing, run.report());
        }
        String holder = holder(run);
        return holder.equals(run.owner()) && UnwrittenRow.is(failure)
                ? UnwrittenRow.ofLease(run, name, consequence, failure)
                : lost(run, holder, name + " was " + end, failure, consequence);
    }

    /**
     * A statement failed. Where another runner has had the lease in the meantime, the failure was probably caused by
     * that runner's changes, and not by the file.
     *
     * @param own the lease as this run knows it
     * @param consequence what became of it, after "before V1 was recorded"
     * @param reported what to say where the lease was not lost, or where that can't be found out
     */
    MigrationException unlessLeaseLost(Lease own, TxFailure failure, String consequence, MigrationException reported) {
        String holder = holder(run);
        return holder.equals(own.owner()) || holder.equals(ANOTHER)
                ? reported
                : lost(run, holder, step.name() + " was recorded", failure, consequence);
    }

    private static MigrationException lost(Run run, String holder, String end, TxFailure failure, String consequence) {
        return new LeaseLostException(
                "This run lost the lease to " + holder + " before " + end + consequence,
                Remedy.of("Check the status, and try again if migrations are pending.")
                        .or("for a longer lease", new Remedy.Configure(Remedy.Setting.LEASE)),
                run.report(),
                failure);
    }

    private static String holder(Run run) {
        try {
            LeaseState lease = run.ask(run.leases().lease());
            if (lease instanceof LeaseState.Held held) {
                return held.owner();
            }
            return lease instanceof LeaseState.Free free && free.lastOwner() != null ? free.lastOwner() : ANOTHER;
        } catch (TxFailure | InvalidMigrationsException unreadable) {
            return ANOTHER;
        }
    }

    /**
     * Whether the server refused the statement before it checked the lease; a lost lease has an SQLSTATE of another
     * class.
     */
    private static boolean isRefused(TxFailure failure) {
        String state = failure.sqlState();
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }

    /**
     * A statement was running when a runner ended or its connection was lost, or took effect only partially.
     *
     * @param unanswered how this run lost the answer; null if an earlier run noted the statement
     */
    MigrationException unknown(Progress progress, @Nullable TxFailure unanswered) {
        SqlStatement statement = step.script().statements().get(progress.done());
        SourceLocation location = step.script().locate(statement.start());
        int number = progress.done() + 1;
        return new OutcomeUnknownException(
                step.id(),
                number,
                location,
                location + ": statement " + number + " of "
                        + step.script().statements().size() + " of "
                        + step.name()
                        + (progress.error() != null
                                ? " may have been executed partially: " + progress.error()
                                : " may or may not have been executed, because "
                                        + (unanswered == null
                                                ? "a run ended while the statement was in progress."
                                                : "its answer was lost: " + DatabaseFailures.described(unanswered))),
                Remedy.of((unanswered == null
                                        ? ""
                                        : ScriptAdvice.of(unanswered, step, -1).before())
                                + "Check the database and choose one of the following. Then try again.")
                        .or("if it was executed", new Remedy.Resume(Resumption.from(number + 1)))
                        .or("if it was not", new Remedy.Resume(Resumption.from(number))),
                run.report());
    }

    /**
     * The outcome of a step is unknown.
     *
     * @param obstacle why finding out failed, or null
     */
    OutcomeUnknownException unknown(TxFailure failure, @Nullable MigrationException obstacle) {
        return unknown(step.name(), failure, obstacle);
    }

    /** As {@link #unknown(TxFailure, MigrationException)}; {@code inDoubt} names the steps whose outcome is unknown. */
    OutcomeUnknownException unknown(String inDoubt, TxFailure failure, @Nullable MigrationException obstacle) {
        OutcomeUnknownException unknown = new OutcomeUnknownException(
                "The server did not answer " + inDoubt + ", which may or may not have been executed: "
                        + failure.text()
                        + (obstacle == null ? "" : " Checking the outcome failed as well: " + obstacle.summary()),
                Remedy.of("Try again when the database can be reached. The next run finds out the outcome."),
                run.report(),
                failure);
        if (obstacle != null) {
            unknown.addSuppressed(obstacle);
        }
        return unknown;
    }

    /** The heap does not hold what has to be sent. Whether it was sent is not known here. */
    MigrationException tooLarge(OutOfMemoryError heap) {
        return new OutcomeUnknownException(
                step.script().origin() + ": " + step.name() + " does not fit into the Java heap. The script has "
                        + step.script().text().length() + " characters, and needs about four times as many bytes.",
                Remedy.of("The next run finds out whether it was executed. Give Java a larger heap, e.g."
                        + " JAVA_TOOL_OPTIONS=-Xmx1g, or split the script."),
                run.report(),
                heap);
    }
}
