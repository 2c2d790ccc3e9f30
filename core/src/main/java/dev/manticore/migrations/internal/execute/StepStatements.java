package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryGuard;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is sent before and after the statements of a step: settings, and the history row. */
public record StepStatements(Run run, WorkStep step) {
    /** Microseconds since 1970, until the end of the transaction. */
    static final String NOTE_BEGIN = "SELECT pg_catalog.set_config('manticore.began',"
            + " CAST(CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT) AS TEXT), true)";

    /** What it noted. A function that the script calls may have reset all settings. */
    private static final String BEGAN = "coalesce(pg_catalog.to_timestamp(CAST(nullif("
            + "pg_catalog.current_setting('manticore.began', true), '') AS DOUBLE PRECISION) / 1000000),"
            + " clock_timestamp())";

    /**
     * The row that is written or deleted.
     *
     * @param duration null where the database can tell it from the transaction's start
     */
    public String historyChange(@Nullable Duration duration) {
        return step.direction() == Direction.REVERT
                ? run.store().erase(step.id())
                : run.store().record(entry(duration));
    }

    /**
     * The row that an atomic step writes or deletes.
     *
     * @param noted whether {@link #NOTE_BEGIN} has noted when it began; otherwise {@code now()} says that
     */
    String historyChangeOfTransaction(boolean noted) {
        return noted ? recordSince().orElseThrow() : historyChange(null);
    }

    /** Whether an atomic step notes when it began, for its row: the message of several transactions has one {@code now()}. */
    boolean notesBegin() {
        return step.direction() == Direction.APPLY && new BatchFitness(run, step).isFit();
    }

    /** Whether the history can have the right time for a step that shares its message with others. */
    boolean isTimedInBatch() {
        return step.direction() == Direction.REVERT || recordSince().isPresent();
    }

    private Optional<String> recordSince() {
        return run.store().record(entry(null), BEGAN);
    }

    /** What the history has of the step, or is to have. */
    private HistoryEntry entry(@Nullable Duration duration) {
        Script script = step.script();
        return new HistoryEntry(
                step.id(),
                step.migration().description(),
                script.recordedChecksum(),
                run.owner(),
                duration,
                step.migration().kind(),
                script.recordedName(),
                script.recordedContent());
    }

    /** What keeps the step clear of another tool. */
    Optional<HistoryGuard> guard() {
        return run.store().guard(run.database(), entry(null), step.direction());
    }

    /** What makes the history say that the step was begun, or, without progress, that it was not. */
    Optional<String> mark(@Nullable Progress progress) {
        return progress == null
                ? run.store().abandon(step.id(), step.direction())
                : run.store().begin(entry(Duration.ZERO), step.direction());
    }

    /** The settings of the script. */
    HeaderSettings header() {
        return new HeaderSettings(run, step.script().header(), true);
    }

    /** Sets the isolation level of a transaction of the run where it differs from {@code BEGIN}. */
    public static List<TxStatement> isolation(Run run) {
        if (!run.database().isCockroach()) {
            return List.of();
        }
        // CockroachDB's default. From 24.1, the READ COMMITTED of BEGIN would take effect.
        TxStatement serializable = TxStatement.of("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        // On by default from 25.1 on, it would commit what comes before a schema change that was not recognized as one.
        return run.database().isAtLeast(24, 1)
                ? List.of(serializable, TxStatement.of("SET LOCAL autocommit_before_ddl = off"))
                : List.of(serializable);
    }
}
