package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.history.SchemaContents;
import dev.manticore.migrations.internal.run.BaselineSetting;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Optional;

/** The baseline with which a run begins: where the settings ask for it, there is no history, and the schema is not empty. */
record FirstBaseline(Run run) {

    /** The baseline, or empty if the run begins without. Asks the database only where it may be due. */
    Optional<Baseline> of(HistoryReader.Found found) {
        BaselineSetting setting = run.settings().baselineOnMigrate();
        History history = found.applied();
        LeaseState lease = found.lease();
        if (setting == null
                || !history.entries().isEmpty()
                || !history.failed().isEmpty()
                || (lease != null && lease.progress() != null)
                || !isFilled()) {
            return Optional.empty();
        }
        if (found.history().isPresent()) {
            throw new InvalidMigrationsException(
                    List.of(new Problem(
                            Problem.Kind.BASELINE_UNCERTAIN,
                            "The history " + run.store().table()
                                    + " is empty, but the schema is not. An earlier run may have"
                                    + " been ended before it recorded the baseline "
                                    + setting.version().label()
                                    + ", or its first migration may have failed.",
                            null,
                            "If the database is at that version, record it with baseline. If it is at none, turn"
                                    + " baselineOnMigrate off.")),
                    run.report());
        }
        return Optional.of(new Baseline(setting.version(), setting.description()));
    }

    private boolean isFilled() {
        try {
            return run.retrying(
                    RetryPolicy.TRANSACTION, "before anything was done", () -> run.ask(SchemaContents.exist(run)));
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking for objects in the schema", run.report());
        }
    }
}
