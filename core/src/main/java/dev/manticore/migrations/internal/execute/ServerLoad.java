package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.internal.connection.Durations;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether PostgreSQL is too busy to go on at full speed: replicas lag behind, or sessions wait for locks. Asks at most once
 * a second. CockroachDB has no such views.
 */
final class ServerLoad {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String STANDBYS =
            "(SELECT %s FROM pg_catalog.pg_stat_replication r WHERE r.replay_lsn IS NOT NULL)";
    /** Positions are bytes since the beginning of the log. Before 14, a wait is as long as its statement. */
    private static final String LOAD = "SELECT "
            + String.format(STANDBYS, "CAST(extract(epoch FROM max(r.replay_lag)) * 1000 AS BIGINT)") + " AS lag_ms, "
            + String.format(STANDBYS, "CAST(min(pg_catalog.pg_wal_lsn_diff(r.replay_lsn, '0/0')) AS BIGINT)")
            + " AS replayed, CAST(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0') AS BIGINT) AS written,"
            + " (SELECT CAST(max(extract(epoch FROM clock_timestamp() - coalesce(CAST(to_jsonb(l) ->> 'waitstart' AS"
            + " TIMESTAMP WITH TIME ZONE), a.query_start))) * 1000 AS BIGINT) FROM pg_catalog.pg_locks l"
            + " JOIN pg_catalog.pg_stat_activity a USING (pid)"
            + " WHERE NOT l.granted AND a.datname = current_database()) AS wait_ms";

    private final Run run;
    private final Repetition limits;
    private boolean asks;
    private boolean asked;
    private long last;
    private boolean fresh;
    private Optional<String> complaint = Optional.empty();
    // A position of the log that a replica had not replayed, and when it was the latest one.
    private @Nullable Long position;
    private long written;

    ServerLoad(Run run, Repetition limits) {
        this.run = run;
        this.limits = limits;
        this.asks = !run.database().isCockroach()
                && !(limits.maxLag().isZero() && limits.maxLockWait().isZero());
    }

    /** Whether the last call of {@link #complaint} asked the server. */
    boolean isFresh() {
        return fresh;
    }

    /**
     * Why to slow down, as the server said it last; empty for no reason.
     *
     * @throws TxFailure if the connection was lost: the next one does not have the settings of the script
     */
    Optional<String> complaint() throws TxFailure {
        long now = run.environment().nanoTime().getAsLong();
        fresh = asks && !(asked && now - last < INTERVAL.toNanos());
        if (fresh) {
            asked = true;
            last = now;
            try {
                complaint = run.ask(new Query<>(
                        List.of(LOAD),
                        answers ->
                                complaint(Objects.requireNonNull(answers.get(0).first()), now)));
            } catch (TxFailure unknown) {
                complaint = Optional.empty();
                if (StepwiseRecovery.isUncertain(unknown)) {
                    throw unknown;
                }
                // Unless it was cancelled, the user may not see it, or the server has no such view.
                asks = unknown.is("57014");
            }
        }
        return complaint;
    }

    private Optional<String> complaint(Row row, long now) {
        Duration lag = lag(row, now);
        if (!limits.maxLag().isZero() && lag.compareTo(limits.maxLag()) > 0) {
            return Optional.of("a replica is " + lag.toSeconds() + " s behind");
        }
        Duration waited = milliseconds(row.number("wait_ms"));
        if (!limits.maxLockWait().isZero() && waited.compareTo(limits.maxLockWait()) > 0) {
            return Optional.of("a session has waited " + waited.toMillis() + " ms for a lock");
        }
        return Optional.empty();
    }

    /** A replica that stands still goes on to report the lag that it had, so that its position counts as well. */
    private Duration lag(Row row, long now) {
        Long replayed = row.number("replayed");
        if (replayed == null) {
            position = null;
            return Duration.ZERO;
        }
        Long behind = position;
        if (behind == null || replayed >= behind) {
            position = row.number("written");
            written = now;
        }
        Duration still = Duration.ofNanos(now - written);
        Duration reported = milliseconds(row.number("lag_ms"));
        return Durations.longer(reported, still);
    }

    private static Duration milliseconds(@Nullable Long number) {
        return Duration.ofMillis(number == null ? 0 : number);
    }
}
