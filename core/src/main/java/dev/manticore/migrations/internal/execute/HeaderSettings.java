package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a script: its header's limits, or else those that the migrator was built with, and the schema.
 *
 * @param schemaExists whether the builder's schema is there, so that it can come first in the {@code search_path}
 */
record HeaderSettings(Run run, ScriptHeader header, boolean schemaExists) {
    private static final String LOCK_TIMEOUT = "lock_timeout";

    /** For one transaction where the database knows that. */
    List<TxStatement> local() {
        return statements(isLocalKnown());
    }

    /** Until they are taken back. */
    List<TxStatement> session() {
        return statements(false);
    }

    /** Whether the settings of a transaction outlive it. */
    boolean outliveTransaction() {
        return !isLocalKnown() && !session().isEmpty();
    }

    /** How long the statements may wait for a lock; null if neither the header nor the migrator says so, zero for no limit. */
    @Nullable
    Duration lockTimeout() {
        return timeouts().get(LOCK_TIMEOUT);
    }

    /** A statement that sets the limit for waiting; {@code verb} says for how long, with a space at its end. */
    static String lockTimeout(String verb, Duration value) {
        return timeout(verb, LOCK_TIMEOUT, value);
    }

    private static String timeout(String verb, String name, Duration value) {
        return verb + name + " = " + literal(value.toMillis() + "ms");
    }

    /** The shortest of the limits that are set here; null without one. */
    @Nullable
    Duration shortestTimeout() {
        return timeouts().values().stream()
                .filter(value -> !value.isZero())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<TxStatement> statements(boolean local) {
        List<TxStatement> statements = new ArrayList<>();
        timeouts()
                .forEach((name, value) ->
                        statements.add(TxStatement.of(timeout(local ? "SET LOCAL " : "SET ", name, value))));
        String schema = run.settings().schema();
        if (schema != null && schemaExists) {
            String quoted = literal(identifier(schema));
            // PostgreSQL passes over a schema that is missing, and what was meant for it would land in the next one.
            String exists = run.database().isCockroach() ? "" : "CAST(" + quoted + " AS pg_catalog.regnamespace), ";
            statements.add(TxStatement.of("SELECT " + exists + "set_config('search_path', concat_ws(', ', " + quoted
                    + ", nullif(current_setting('search_path'), '')), " + local + ")"));
        }
        return statements;
    }

    /** Old CockroachDB knows no settings for one transaction. */
    private boolean isLocalKnown() {
        return !run.database().isCockroach() || run.database().isAtLeast(22, 2);
    }

    private Map<String, Duration> timeouts() {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        header.lockTimeout()
                .or(() -> Optional.ofNullable(run.settings().lockTimeout()))
                .ifPresent(value -> timeouts.put(LOCK_TIMEOUT, value));
        header.statementTimeout()
                .or(() -> Optional.ofNullable(run.settings().statementTimeout()))
                .ifPresent(value -> timeouts.put("statement_timeout", value));
        return timeouts;
    }
}
