package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is sent for a step: settings, script, fence, history row. */
public final class ScriptTransactions {
    private final Run run;

    public ScriptTransactions(Run run) {
        this.run = run;
    }

    /**
     * A whole atomic migration.
     *
     * @param becomeUser what comes between the script and the fence, see {@link SessionRestore#becomeUser()}
     */
    TxScript atomic(WorkStep step, Lease lease, List<String> becomeUser) {
        List<TxStatement> statements = new ArrayList<>(localSettings(step));
        for (SqlStatement statement : step.script().statements()) {
            statements.add(step.script().toSend(statement));
        }
        statements.addAll(asRunner(becomeUser, run.leases().fence(lease)));
        statements.add(TxStatement.of(historyChange(step, null)));
        return TxScript.transaction(statements);
    }

    /** A statement of the history's or the lease's, behind what makes the session the runner's user again. */
    List<TxStatement> asRunner(List<String> becomeUser, String statement) {
        return Stream.concat(becomeUser.stream(), Stream.of(statement))
                .map(TxStatement::of)
                .toList();
    }

    /**
     * The row that is written or deleted.
     *
     * @param duration null where the database can tell it from the transaction's start
     */
    public String historyChange(WorkStep step, @Nullable Duration duration) {
        return step.direction() == Direction.REVERT
                ? run.store().erase(step.version())
                : run.store()
                        .record(new HistoryEntry(
                                step.version(),
                                step.migration().description(),
                                step.script().checksum(),
                                run.owner(),
                                duration));
    }

    /** What a script's transaction begins with: how it is isolated, and what the header asks for. */
    List<TxStatement> localSettings(WorkStep step) {
        List<TxStatement> statements = new ArrayList<>(isolation());
        statements.addAll(settings(step, isLocalKnown()));
        return statements;
    }

    /** How a transaction with a script's statements is isolated, where that is not what {@code BEGIN} says. */
    List<TxStatement> isolation() {
        if (!run.database().isCockroach()) {
            return List.of();
        }
        // As everything there is by default; the READ COMMITTED that BEGIN says is real from 24.1 on.
        TxStatement serializable = TxStatement.of("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        // On by default from 25.1 on, it would commit what comes before a schema change that was not recognized as one.
        return run.database().isAtLeast(24, 1)
                ? List.of(serializable, TxStatement.of("SET LOCAL autocommit_before_ddl = off"))
                : List.of(serializable);
    }

    /** What the header asks for, until it is taken back. */
    List<TxStatement> sessionSettings(WorkStep step) {
        return settings(step, false);
    }

    List<String> shownResets(WorkStep step) {
        return timeouts(step.script()).keySet().stream()
                .map(name -> "RESET " + name)
                .toList();
    }

    private List<TxStatement> settings(WorkStep step, boolean local) {
        List<TxStatement> statements = new ArrayList<>();
        timeouts(step.script())
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

    /** Whether what an atomic script is given outlives its transaction. */
    boolean leavesSettings(WorkStep step) {
        return !isLocalKnown() && !settings(step, false).isEmpty();
    }

    /** Old CockroachDB knows no settings for one transaction. */
    private boolean isLocalKnown() {
        return !run.database().isCockroach() || run.database().isAtLeast(22, 2);
    }

    private static Map<String, Duration> timeouts(Script script) {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        script.header().lockTimeout().ifPresent(value -> timeouts.put("lock_timeout", value));
        script.header().statementTimeout().ifPresent(value -> timeouts.put("statement_timeout", value));
        return timeouts;
    }
}
