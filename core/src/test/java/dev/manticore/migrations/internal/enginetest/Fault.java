package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What happens at one call to the {@link ModelDatabase}. */
public sealed interface Fault {

    /** No fault: the database answers. */
    record None() implements Fault {}

    /** The connection cannot be opened. */
    record Unreachable(String sqlState) implements Fault {}

    /** The server refuses the first statement that matches {@code which}, if there is one. */
    record Refused(String sqlState, Predicate<String> which, int position, boolean sessionLost) implements Fault {}

    /**
     * The server refuses a message of several transactions before it executes anything, because of a statement that matches
     * {@code which}, and does not say because of which one.
     */
    record RefusedAsWhole(String sqlState, Predicate<String> which) implements Fault {}

    /** The server refuses a schema change, because the table is locked against them (CockroachDB from 26.1 on). */
    record SchemaLocked() implements Fault {}

    /** The server refuses COMMIT. */
    record CommitRefused(String sqlState) implements Fault {}

    /** Committed, but not all of it was executed. */
    record Partial() implements Fault {}

    /** The answer does not arrive. */
    record Lost(Fate fate, String sqlState, boolean sessionLost) implements Fault {}

    /** The connection stops waiting for the answer at a limit of its own. */
    record TimedOut(Fate fate) implements Fault {}

    /** The adapter has a bug. */
    record Broken(RuntimeException bug) implements Fault {}

    /** The server says something first; then the call is answered or fails. */
    record Announced(String notice, Fault then) implements Fault {}

    /** Something else happens first; then the call is answered or fails. */
    record Meanwhile(Consumer<ModelDatabase> deed, Fault then) implements Fault {}

    /** The outcome of a script whose answer does not arrive. */
    enum Fate {
        NOT_DONE,
        DONE,
        /** Still under way: it ends when the next one wants the lease. */
        DONE_LATE
    }

    static Fault none() {
        return new None();
    }

    static Fault refused(String sqlState, String part) {
        return new Refused(sqlState, sql -> sql.contains(part), 0, false);
    }

    static Fault refusedAsWhole(String sqlState, String part) {
        return new RefusedAsWhole(sqlState, sql -> sql.contains(part));
    }

    /** CockroachDB's refusal to change a table whose schema is locked. */
    static Fault schemaLocked() {
        return new SchemaLocked();
    }

    static Fault lost(Fate fate) {
        return new Lost(fate, "08006", true);
    }

    static TxFailure timeout() {
        return TxFailure.in(Phase.UNANSWERED, "Read timed out")
                .sqlState("08006")
                .sessionLost(true)
                .cause(new IllegalStateException(new SocketTimeoutException("Read timed out")))
                .build();
    }

    static Fault meanwhile(Consumer<ModelDatabase> deed) {
        return new Meanwhile(deed, none());
    }

    /** CockroachDB tells the jobs of a schema change; then the call is answered or fails. */
    static Fault announced(String jobs, Fault then) {
        return new Announced(
                "waiting for job(s) to complete: " + jobs
                        + "\nIf the statement is canceled, jobs will continue in the background.",
                then);
    }

    static TxFailure failure(Phase phase, String sqlState, boolean sessionLost, int statement, int position) {
        return TxFailure.in(phase, phase + " " + sqlState)
                .sqlState(sqlState)
                .sessionLost(sessionLost)
                .statement(statement)
                .position(position)
                .detail("detail of " + sqlState)
                .hint("hint for " + sqlState)
                .build();
    }
}
