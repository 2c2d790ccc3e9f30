package dev.manticore.migrations.internal.sql.header;

import dev.manticore.migrations.internal.sql.header.Repetition.Until;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads how statements are to be repeated: what the comments before one of them ask for, entry by entry. */
final class RepetitionReader {
    private static final Set<String> KEYS =
            Set.of("repeat", "pause", "max", "until", "max-lag", "max-lock-wait", "max-idle");
    private static final String EXAMPLE =
            "Write repeat=until-empty, and perhaps pause=50ms, max=1000, until=\"SELECT ..\","
                    + " max-lag=10s, max-lock-wait=1s or max-idle=15min, before an INSERT, UPDATE, DELETE or MERGE.";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** An entry of the comments before the next statement. */
    private record Entry(String value, int at, int valueAt) {}

    private final String text;
    private final Consumer<SqlSyntaxException> invalid;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Repetition> found = new LinkedHashMap<>();

    RepetitionReader(String text, Consumer<SqlSyntaxException> invalid) {
        this.text = text;
        this.invalid = invalid;
    }

    static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /** The repetitions that were found, by the start of their statements. */
    Map<Integer, Repetition> found() {
        return found;
    }

    /** Takes an entry. */
    void accept(String key, String value, int at, int valueAt) {
        if (entries.putIfAbsent(key, new Entry(value, at, valueAt)) != null) {
            throw new SqlSyntaxException(text, at, "duplicate key '" + key + "'", "Remove one of the entries.");
        }
    }

    /**
     * The comments are at their end.
     *
     * @param statement whether a statement begins there
     */
    void end(int offset, boolean statement) {
        if (entries.isEmpty()) {
            return;
        }
        Entry first = entries.values().iterator().next();
        Entry repeat = entries.get("repeat");
        if (repeat == null) {
            invalid.accept(new SqlSyntaxException(
                    text, first.at(), entries.keySet().iterator().next() + " without repeat=until-empty", EXAMPLE));
        } else if (!repeat.value().equals("until-empty")) {
            invalid.accept(new SqlSyntaxException(
                    text, repeat.valueAt(), "invalid value '" + repeat.value() + "' of repeat", EXAMPLE));
        } else if (!statement) {
            invalid.accept(
                    new SqlSyntaxException(text, repeat.at(), "no statement follows that is to be repeated", EXAMPLE));
        }
        found.put(offset, repetition());
        entries.clear();
    }

    private Repetition repetition() {
        return new Repetition(
                duration("pause", Duration.ZERO),
                max(),
                Optional.ofNullable(entries.get("until")).map(this::until),
                duration("max-lag", Repetition.MAX_LAG),
                duration("max-lock-wait", Repetition.MAX_LOCK_WAIT),
                duration("max-idle", Repetition.MAX_IDLE));
    }

    private Duration duration(String key, Duration otherwise) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return otherwise;
        }
        Optional<Duration> duration = DurationParser.parse(entry.value());
        if (duration.isEmpty()) {
            invalid.accept(new SqlSyntaxException(
                    text, entry.valueAt(), "invalid duration '" + entry.value() + "' of " + key, DurationParser.HINT));
        }
        return duration.orElse(otherwise);
    }

    private OptionalLong max() {
        Entry entry = entries.get("max");
        if (entry == null) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(entry.value()).matches()) {
            invalid.accept(new SqlSyntaxException(
                    text,
                    entry.valueAt(),
                    "invalid value '" + entry.value() + "' of max",
                    "Write the number of repetitions, from 1 on."));
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(entry.value()));
    }

    private Until until(Entry entry) {
        String value = entry.value();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String query = quoted
                ? value.substring(1, value.length() - 1).replace("\"\"", "\"").strip()
                : "";
        if (query.isEmpty()) {
            invalid.accept(new SqlSyntaxException(
                    text,
                    entry.valueAt(),
                    "until without a query between double quotes",
                    "Write until=\"SELECT 1 FROM .. LIMIT 1\": what remains to be done. Double a quote inside of it."));
        }
        return new Until(query, entry.at());
    }
}
