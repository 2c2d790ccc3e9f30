package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL whether a session waits for a lock, and for whom. */
public final class LockQuestion {
    private static final int MOST_BLOCKERS = 10;
    private static final int LONGEST_STATEMENT = 200;
    private static final String MICROS = "CAST(extract(epoch FROM %s) * 1000000 AS BIGINT)";

    private LockQuestion() {}

    /**
     * The question. The costly functions are only called for a session that waits, see their description in PostgreSQL's
     * documentation, "System Information Functions".
     *
     * @param who a condition on a row {@code waiting} of pg_stat_activity, for one session
     */
    public static String of(String who) {
        String waited = String.format(
                MICROS,
                "clock_timestamp() - (SELECT min(waitstart) FROM pg_catalog.pg_locks WHERE pid = waiting.pid AND NOT"
                        + " granted)");
        String since = String.format(MICROS, "blocker.state_change");
        return "SELECT DISTINCT waiting.waited, blocking.pid, blocker.usename, blocker.application_name,"
                + " blocker.backend_type, blocker.state, left(blocker.query, " + LONGEST_STATEMENT + ") AS query, "
                + since + " AS since"
                + " FROM (SELECT pid, " + waited + " AS waited FROM pg_catalog.pg_stat_activity AS waiting"
                + " WHERE wait_event_type = 'Lock' AND (" + who + ") ORDER BY pid LIMIT 1) AS waiting"
                + " CROSS JOIN LATERAL pg_catalog.unnest(pg_catalog.pg_blocking_pids(waiting.pid)) AS blocking (pid)"
                + " LEFT JOIN pg_catalog.pg_stat_activity AS blocker ON blocker.pid = blocking.pid"
                + " ORDER BY blocking.pid LIMIT " + MOST_BLOCKERS;
    }

    /** Asks who holds an advisory lock that has a single number as its key; none if nobody does. */
    public static Query<List<Blocker>> holders(long key) {
        return new Query<>(
                List.of("SELECT held.pid, holder.usename, holder.application_name, holder.backend_type, holder.state,"
                        + " left(holder.query, " + LONGEST_STATEMENT + ") AS query, "
                        + String.format(MICROS, "holder.state_change")
                        + " AS since FROM pg_catalog.pg_locks AS held"
                        + " LEFT JOIN pg_catalog.pg_stat_activity AS holder ON holder.pid = held.pid"
                        + " WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1"
                        + " AND held.database = (SELECT oid FROM pg_catalog.pg_database"
                        + " WHERE datname = pg_catalog.current_database())"
                        + " AND held.classid = " + (key >>> 32) + " AND held.objid = " + (key & 0xFFFF_FFFFL)
                        + " AND held.pid <> pg_catalog.pg_backend_pid() ORDER BY held.pid LIMIT " + MOST_BLOCKERS),
                answers -> answers.get(0).stream().map(LockQuestion::blocker).toList());
    }

    /** Reads the answer; empty if the session does not wait. */
    public static Optional<LockWait> read(Rows rows) {
        @Nullable Row first = rows.first();
        if (first == null) {
            return Optional.empty();
        }
        List<Blocker> blockers = rows.stream().map(LockQuestion::blocker).toList();
        // Not known for a moment after the wait began.
        long waited = Objects.requireNonNullElse(first.number("waited"), 0L);
        return Optional.of(new LockWait(Duration.of(Math.max(0, waited), ChronoUnit.MICROS), blockers));
    }

    private static Blocker blocker(Row row) {
        Long since = row.number("since");
        String application = row.text("application_name");
        return new Blocker(
                Math.toIntExact(Objects.requireNonNull(row.number("pid"))),
                row.text("usename"),
                application == null || application.isBlank() ? row.text("backend_type") : application,
                row.text("state"),
                row.text("state") == null ? null : row.text("query"),
                since == null ? null : Instant.EPOCH.plus(since, ChronoUnit.MICROS));
    }
}
