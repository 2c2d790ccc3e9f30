package dev.manticore.migrations.internal.lease;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The row of a lease table as it was found. Somebody may have written into it by hand: what this library cannot have
 * written is a problem that names the table.
 *
 * @param row null if there is none
 */
record LeaseRow(String table, @Nullable Row row) {
    /** Nobody takes a lease for so long, but {@code infinity} is longer. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern JOBS = Pattern.compile("[0-9]+(?:,[0-9]+)*");

    /** PostgreSQL 14 refuses so many milliseconds. */
    private static final String LONGEST_INTERVAL = "INTERVAL '" + LONGEST.toDays() + " days'";

    private static final String LATEST = "clock_timestamp() + " + LONGEST_INTERVAL;
    private static final String EARLIEST = "clock_timestamp() - " + LONGEST_INTERVAL;

    /** The milliseconds until the lease expires. Nothing can be subtracted from {@code infinity} before PostgreSQL 17. */
    static final String REMAINING = "CAST(extract(epoch FROM greatest(least(expires_at, " + LATEST + "), " + EARLIEST
            + ") - clock_timestamp()) * 1000 AS BIGINT)";

    /** The migration of the note, or NULL if {@link #progress} cannot read the note. */
    static final String READABLE_MIGRATION =
            "CASE WHEN migration ~ '" + NotedId.PATTERN + "' AND direction IN ('APPLY', 'REVERT')"
                    + " AND checksum IS NOT NULL AND statements_done BETWEEN 0 AND 2147483647"
                    + " AND coalesce(repetitions, 0) >= 0 AND coalesce(rows_changed, 0) >= 0"
                    + " AND coalesce(process_id, 0) BETWEEN 0 AND 2147483647 AND coalesce(jobs, '0') ~ '^[0-9]+(,[0-9]+)*$'"
                    + " THEN migration END";

    /** Who has the lease. */
    LeaseState state() {
        return row == null ? new LeaseState.Free(null, null) : state(row, progress());
    }

    /** Who had the lease that was taken away, even if the note cannot be read. */
    LeaseState revoked() {
        try {
            return state();
        } catch (InvalidMigrationsException unreadable) {
            Row found = Objects.requireNonNull(row);
            return new LeaseState.Held(found.required("owner"), Duration.ZERO, null);
        }
    }

    private LeaseState state(Row found, @Nullable Progress progress) {
        String owner = found.required("owner");
        Duration remaining = Duration.ofMillis(Objects.requireNonNull(found.number("remaining_ms")));
        if (remaining.compareTo(LONGEST.dividedBy(2)) > 0) {
            throw unreadable("it ends in more than fifty years");
        }
        return remaining.isNegative() || remaining.isZero()
                ? new LeaseState.Free(owner, progress)
                : new LeaseState.Held(owner, remaining, progress);
    }

    /** What is noted as partially applied, or null. */
    @Nullable
    Progress progress() {
        String migration = row == null ? null : row.text("migration");
        if (row == null || migration == null) {
            return null;
        }
        try {
            return progress(row, NotedId.parse(migration));
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException impossible) {
            throw unreadable(Objects.requireNonNullElse(impossible.getMessage(), impossible.toString()));
        }
    }

    private static Progress progress(Row row, MigrationId id) {
        String running = row.text("statement_running");
        return new Progress(
                id,
                Direction.valueOf(row.required("direction")),
                row.required("checksum"),
                Math.toIntExact(Long.parseLong(row.required("statements_done"))),
                running != null && running.startsWith("t"),
                row.text("error"),
                process(row),
                repetitions(row));
    }

    private static Repetitions repetitions(Row row) {
        Long times = row.number("repetitions");
        Long rows = row.number("rows_changed");
        return times == null ? Repetitions.NONE : new Repetitions(times, rows == null ? 0 : rows);
    }

    private static @Nullable ServerProcess process(Row row) {
        Long pid = row.number("process_id");
        Long noted = row.number("process_noted");
        return pid == null && noted == null
                ? null
                : new ServerProcess(pid == null ? 0 : Math.toIntExact(pid), noted, jobs(row));
    }

    private static List<String> jobs(Row row) {
        String jobs = row.text("jobs");
        if (jobs == null) {
            return List.of();
        }
        if (!JOBS.matcher(jobs).matches()) {
            throw new IllegalArgumentException("its jobs are '" + jobs + "'");
        }
        return List.of(jobs.split(","));
    }

    private InvalidMigrationsException unreadable(String reason) {
        return new InvalidMigrationsException(List.of(new Problem(
                Problem.Kind.INVALID_LEASE,
                "The row of the lease table " + table + " cannot be read: " + reason + ".",
                null,
                Remedy.of("Somebody has changed it. Correct the row.")
                        .or("to take the lease and discard what cannot be read", new Remedy.Unlock()))));
    }
}
