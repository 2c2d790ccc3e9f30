package dev.manticore.migrations;

import dev.manticore.migrations.internal.sql.text.StatementExcerpt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement waits for a lock. Immutable.
 *
 * @param waited how long it had waited when the server was asked
 * @param blockers the sessions that hold the lock, or wait for it in front of the statement; in ascending order of their
 *     processes, and at most ten
 */
public record LockWait(Duration waited, List<Blocker> blockers) {
    /**
     * A session that another one waits for. The server hides most of it from a user who may not see other users' sessions.
     *
     * @param process its ID, as in {@code pg_stat_activity.pid}; 0 for a prepared transaction
     * @param user the user that it logged in as, or null if it is hidden or a process of the server's own
     * @param application its {@code application_name}, or null if it is hidden or empty
     * @param state its state, e.g. {@code active} or {@code idle in transaction}, or null if it is hidden
     * @param statement the beginning of its current or, where it is idle, of its last statement; null if it is hidden
     * @param since since when it has been in that state, or null if it is hidden
     */
    public record Blocker(
            int process,
            @Nullable String user,
            @Nullable String application,
            @Nullable String state,
            @Nullable String statement,
            @Nullable Instant since) {

        /** For example {@code process 4711 (user shop, application psql, idle in transaction since ..): UPDATE t ..}. */
        public String description() {
            if (process == 0) {
                return "a prepared transaction (see pg_prepared_xacts)";
            }
            StringBuilder text = new StringBuilder("process " + process + " (");
            text.append(user == null ? "user unknown" : "user " + user);
            if (application != null) {
                text.append(", application ").append(application);
            }
            text.append(", ").append(state == null ? "what it does is hidden from this user" : state);
            if (since != null) {
                text.append(" since ").append(since.truncatedTo(ChronoUnit.SECONDS));
            }
            text.append(')');
            if (statement != null) {
                text.append(": ").append(StatementExcerpt.of(statement));
            }
            return text.toString();
        }
    }

    public LockWait {
        Objects.requireNonNull(waited, "waited");
        blockers = List.copyOf(blockers);
    }

    /** The blockers' descriptions in one line, e.g. {@code process 4711 (..): UPDATE t ..; process 4712 (..)}. */
    public String description() {
        return blockers.stream().map(Blocker::description).collect(Collectors.joining("; "));
    }
}
