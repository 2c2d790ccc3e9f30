package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was done, the latest first.
 *
 * @param days the migrations of each day, and in the end those without a time
 * @param slowest the longest duration, to which the bars refer; empty if none is known
 */
public record HistorySection(List<Day> days, String slowest) {

    /** One day. */
    public record Day(String date, List<Row> rows) {}

    /**
     * One migration.
     *
     * @param version empty for a repeatable one
     * @param at null if not known
     * @param share of the longest duration, from 0 to 100
     * @param file empty if there is none
     * @param note empty if there is none
     */
    public record Row(
            String version,
            String description,
            Badge state,
            @Nullable Moment at,
            String duration,
            int share,
            String by,
            String file,
            String note) {}

    /** What is applied, or was said to be. */
    public static HistorySection of(MigrationStatus status, Times times) {
        List<Entry> entries = new ArrayList<>(status.entries().stream()
                .filter(entry -> entry.appliedAt() != null || !entry.state().isPending())
                .toList());
        // Reversed first: of migrations of one moment, the higher version comes first.
        Collections.reverse(entries);
        entries.sort(Comparator.comparing(Entry::appliedAt, Comparator.nullsLast(Comparator.reverseOrder())));
        Duration longest = entries.stream()
                .map(Entry::duration)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Map<String, List<Row>> days = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Instant at = entry.appliedAt();
            days.computeIfAbsent(at == null ? "Without a time" : times.date(at), date -> new ArrayList<>())
                    .add(row(entry, longest, times));
        }
        return new HistorySection(
                days.entrySet().stream()
                        .map(day -> new Day(day.getKey(), List.copyOf(day.getValue())))
                        .toList(),
                longest.isZero() ? "" : Times.duration(longest));
    }

    private static Row row(Entry entry, Duration longest, Times times) {
        Duration duration = entry.duration();
        return new Row(
                entry.id() instanceof Version ? entry.id().toString() : "",
                entry.description(),
                new Badge(word(entry.state()), tone(entry.state())),
                entry.appliedAt() == null ? null : times.timeOfDay(entry.appliedAt()),
                duration == null ? "" : Times.duration(duration),
                duration == null || longest.isZero() ? 0 : (int) (100.0 * duration.toMillis() / longest.toMillis()),
                Objects.requireNonNullElse(entry.appliedBy(), ""),
                Objects.requireNonNullElse(entry.origin(), ""),
                Objects.requireNonNullElse(entry.note(), ""));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Badge.Tone tone(State state) {
        return switch (state) {
            case APPLIED -> Badge.Tone.GOOD;
            case BASELINE, BELOW_BASELINE, SKIPPED -> Badge.Tone.NEUTRAL;
            case PENDING, OUTDATED, AHEAD -> Badge.Tone.ATTENTION;
            case LATE, CHANGED, MISSING, FAILED, PARTLY_DONE -> Badge.Tone.BAD;
        };
    }
}
