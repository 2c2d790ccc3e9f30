package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is sent before and after the statements of a step: settings, and the history row. */
public record StepStatements(Run run, WorkStep step) {

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

    /** What makes the history say that the step was begun; empty if it need not say so. */
    Optional<String> mark() {
        return run.store().begin(entry(Duration.ZERO), step.direction());
    }

    private HistoryEntry entry(@Nullable Duration duration) {
        Script script = step.script();
        return new HistoryEntry(
                step.id(),
                step.migration().description(),
                script.recordedChecksum(),
                run.owner(),
                duration,
                step.migration().kind(),
                script.code().isPresent() ? script.origin() : script.file().name(),
                script.recordedContent());
    }

    /** The settings of the header and the builder's schema, for one transaction where the database knows that. */
    List<TxStatement> localSettings() {
        return settings(isLocalKnown());
    }

    /** Sets the isolation level where it differs from {@code BEGIN}. */
    List<TxStatement> isolation() {
        return isolation(run);
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

    /** What the header asks for, until it is taken back. */
    List<TxStatement> sessionSettings() {
        return settings(false);
    }

    private List<TxStatement> settings(boolean local) {
        List<TxStatement> statements = new ArrayList<>();
        timeouts()
                .forEach((name, value) -> statements.add(TxStatement.of(
                        (local ? "SET LOCAL " : "SET ") + name + " = " + literal(value.toMillis() + "ms"))));
        String schema = run.settings().schema();
        if (schema != null) {
            String quoted = literal(identifier(schema));
            // PostgreSQL passes over a schema that is missing, and what was meant for it would land in the next one.
            String exists = run.database().isCockroach() ? "" : "CAST(" + quoted + " AS pg_catalog.regnamespace), ";
            statements.add(TxStatement.of("SELECT " + exists + "set_config('search_path', concat_ws(', ', " + quoted
                    + ", nullif(current_setting('search_path'), '')), " + local + ")"));
        }
        return statements;
    }

    /** Whether the settings of an atomic script outlive its transaction. */
    boolean leavesSettings() {
        return !isLocalKnown() && !settings(false).isEmpty();
    }

    /** Old CockroachDB knows no settings for one transaction. */
    private boolean isLocalKnown() {
        return !run.database().isCockroach() || run.database().isAtLeast(22, 2);
    }

    /** The shortest of the limits that are set here; null without one. */
    @Nullable
    Duration shortestTimeout() {
        return timeouts().values().stream()
                .filter(value -> !value.isZero())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The header's limits, or else those that the migrator was built with. */
    private Map<String, Duration> timeouts() {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        ScriptHeader header = step.script().header();
        header.lockTimeout()
                .or(() -> Optional.ofNullable(run.settings().lockTimeout()))
                .ifPresent(value -> timeouts.put("lock_timeout", value));
        header.statementTimeout()
                .or(() -> Optional.ofNullable(run.settings().statementTimeout()))
                .ifPresent(value -> timeouts.put("statement_timeout", value));
        return timeouts;
    }
}
