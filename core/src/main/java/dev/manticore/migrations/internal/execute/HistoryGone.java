package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Displacement;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import java.util.stream.Stream;

/**
 * After the statements of a script, the history or the lease was not found: the script has dropped, renamed or moved it.
 *
 * @param rolledBack whether the transaction that did so was rolled back
 */
record HistoryGone(Run run, WorkStep step, boolean rolledBack) {
    private static final Remedy.Action SCHEMA = new Remedy.Configure(Remedy.Setting.SCHEMA);

    /** Whether a statement about the history or the lease failed because its table does not exist. */
    static boolean is(TxFailure failure) {
        return failure.phase() == Phase.STATEMENT && FailureKind.isAbsent(failure);
    }

    /** The failure to report, with the first statement of the script that does so, if one is recognised. */
    MigrationException failure(TxFailure failure) {
        for (Script script : step.scripts()) {
            for (SqlStatement statement : script.statements()) {
                String did = script.sql()
                        .displacement(statement)
                        .filter(displaced -> tables().anyMatch(displaced::concerns))
                        .map(HistoryGone::did)
                        .map(run.hidden()::hide)
                        .orElse("");
                if (!did.isEmpty()) {
                    return failure(script.locate(statement.start()), did, failure);
                }
            }
        }
        return failure(
                SourceLocation.file(step.script().origin()),
                "drops, renames or moves the history or its lease",
                failure);
    }

    private Stream<List<String>> tables() {
        return Stream.of(run.store().table(), run.leases().table()).map(Displacement::parts);
    }

    private static String did(Displacement displaced) {
        String name = String.join(".", displaced.names().get(0));
        return switch (displaced.kind()) {
            case SCHEMA_DROPPED -> "drops the schema of the history";
            case SCHEMA_RENAMED -> "renames the schema of the history, " + name;
            case TABLE_DROPPED -> "drops a table of the history";
            case TABLE_RENAMED -> "renames a table of the history, " + name;
            case TABLE_MOVED -> "moves a table of the history, " + name + ", to another schema";
        };
    }

    private MigrationException failure(SourceLocation location, String did, TxFailure failure) {
        return new StatementFailedException(
                step.id(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + step.name() + " " + did + ": " + DatabaseFailures.described(failure),
                remedy(),
                run.report(),
                failure);
    }

    private Remedy remedy() {
        return rolledBack
                ? Remedy.of((step.execution() == Execution.ATOMIC
                                        ? "It was rolled back; nothing of it remains."
                                        : "The transaction of that statement was rolled back; what was executed"
                                                + " before it stays.")
                                + " A script has to leave the history, its lease and their"
                                + " schema where they are. Take the statement out of the script, and if it is needed, execute"
                                + " it by hand while no run is in progress.")
                        .or("if it moves the history, specify the new schema from then on", SCHEMA)
                : Remedy.of(
                                "Its statements up to that one were executed, and their changes stay; the history could not be"
                                        + " written. Undo that statement by hand, and take it out of the script.")
                        .or("or, if the history still exists, specify its new schema from now on", SCHEMA);
    }
}
