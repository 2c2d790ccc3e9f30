package dev.manticore.migrations.settings;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.settings.failure.ToolException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads settings that are durations. Each is null if it is not set. */
final class DurationSettings {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** A longer lease is a mistake: a crashed run would block others for as long. */
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    /** As a number of milliseconds, it fits into the server's settings. */
    private static final Duration LONGEST_LIMIT = Duration.ofDays(24);

    private DurationSettings() {}

    static @Nullable Duration lease(@Nullable SettingValue value) {
        Duration lease = duration(value);
        if (value != null && lease != null && lease.compareTo(SHORTEST_LEASE) < 0) {
            throw ToolException.usage(
                    value.place() + ": lease must be at least 1 s, was " + value.text() + ".",
                    "The default is 30s. Use at least that with CockroachDB, since the clocks of its nodes may differ.");
        }
        if (value != null && lease != null && lease.compareTo(LONGEST_LEASE) > 0) {
            throw ToolException.usage(
                    value.place() + ": lease must be at most 24 h, was " + value.text() + ".",
                    "The default is 30s. A run renews its lease while it takes longer.");
        }
        return lease;
    }

    static @Nullable Duration answerTimeout(@Nullable SettingValue value) {
        Duration timeout = duration(value);
        if (value != null && timeout != null && timeout.isZero()) {
            throw ToolException.usage(
                    value.place() + ": answer timeout must be positive, was " + value.text() + ".",
                    "The default is 30s. It does not apply to the statements of scripts.");
        }
        return timeout;
    }

    /** A limit that the server keeps, in milliseconds. */
    static @Nullable Duration limit(@Nullable SettingValue value) {
        Duration limit = duration(value);
        if (value != null
                && limit != null
                && (limit.compareTo(LONGEST_LIMIT) > 0 || !limit.equals(limit.truncatedTo(ChronoUnit.MILLIS)))) {
            throw ToolException.usage(
                    value.place() + ": a timeout of the server is a number of milliseconds, and at most 24 days; was "
                            + value.text() + ".",
                    "Use e.g. 500ms or 5s, or 0 for no limit.");
        }
        return limit;
    }

    /** How a migration is tried again because of a lock; what is not set is as by default. */
    static LockRetry lockRetry(@Nullable SettingValue pause, @Nullable SettingValue time) {
        LockRetry retry = LockRetry.DEFAULT;
        Duration longest = duration(pause);
        if (pause != null && longest != null) {
            if (longest.isZero() || longest.compareTo(LONGEST_LIMIT) > 0) {
                throw ToolException.usage(
                        pause.place() + ": the longest pause must be longer than 0 and at most 24 days, was "
                                + pause.text() + ".",
                        "The default is 10s.");
            }
            retry = retry.pausing(longest);
        }
        Duration total = duration(time);
        if (time != null && total != null) {
            if (total.compareTo(LONGEST_LIMIT) > 0) {
                throw ToolException.usage(
                        time.place() + ": a migration can be tried again for at most 24 days, was " + time.text() + ".",
                        "The default is 15m; with 0 it fails after the first wait.");
            }
            retry = retry.lasting(total);
        }
        return retry;
    }

    static @Nullable Duration duration(@Nullable SettingValue value) {
        if (value == null) {
            return null;
        }
        return Durations.parse(value.text())
                .orElseThrow(() -> ToolException.usage(
                        value.place() + ": '" + value.text() + "' is not a duration.",
                        "Use a number with a unit, e.g. 500ms, 30s, 5m or 1h, or ISO 8601, e.g. PT30S."));
    }
}
