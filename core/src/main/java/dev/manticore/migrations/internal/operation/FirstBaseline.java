package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.history.SchemaContents;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.NonEmptySchema;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Optional;

/**
 * The baseline with which a run begins where there is no history and the schema is not empty, if the settings ask for it; or
 * the refusal of such a schema.
 */
record FirstBaseline(Run run) {

    /**
     * The baseline, or empty if the run begins without. Asks the database only where it matters.
     *
     * @throws InvalidMigrationsException if the run must not begin
     */
    Optional<Baseline> of(HistoryReader.Found found) {
        NonEmptySchema setting = run.settings().nonEmptySchema();
        if (setting instanceof NonEmptySchema.Migrate || !isEmpty(found) || !isFilled()) {
            return Optional.empty();
        }
        // Another first run may have filled the schema since the history was read.
        if (found.history().isEmpty()
                && HistoryReader.ofAll(run).historyAndLease().history().isPresent()) {
            return Optional.empty();
        }
        if (setting instanceof NonEmptySchema.Baseline baseline) {
            if (found.history().isPresent()) {
                throw uncertain(baseline);
            }
            return Optional.of(new Baseline(baseline.version(), baseline.description()));
        }
        if (found.history().isEmpty()) {
            throw refused();
        }
        return Optional.empty();
    }

    private static boolean isEmpty(HistoryReader.Found found) {
        History history = found.applied();
        LeaseState lease = found.lease();
        return history.entries().isEmpty() && history.failed().isEmpty() && (lease == null || lease.progress() == null);
    }

    private boolean isFilled() {
        try {
            return run.retrying(
                    RetryPolicy.TRANSACTION, "before anything was done", () -> run.ask(SchemaContents.exist(run)));
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking for objects in the schema", run.report());
        }
    }

    private InvalidMigrationsException uncertain(NonEmptySchema.Baseline baseline) {
        return problem(
                Problem.Kind.BASELINE_UNCERTAIN,
                "The history " + run.store().table() + " is empty, but the schema is not. An earlier run may have"
                        + " been ended before it recorded the baseline "
                        + baseline.version().label() + ", or its first migration may have failed.",
                "If the database is at that version, record it with baseline. If it is at none, turn"
                        + " baselineOnMigrate off.");
    }

    private InvalidMigrationsException refused() {
        String schema = run.settings().schema();
        return problem(
                Problem.Kind.SCHEMA_NOT_EMPTY,
                "There is no history " + run.store().table() + ", but the "
                        + (schema == null ? "current schema" : "schema \"" + schema + "\"") + " is not empty.",
                "If the history has another name, or is in another schema, correct the settings. If the database is at"
                        + " a version of these migrations, record it with baseline. If it is at none, use"
                        + " baselineOnMigrate with the version 0.");
    }

    private InvalidMigrationsException problem(Problem.Kind kind, String description, String advice) {
        return new InvalidMigrationsException(List.of(new Problem(kind, description, null, advice)), run.report());
    }
}
