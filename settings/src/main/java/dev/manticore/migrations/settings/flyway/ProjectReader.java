package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.ScriptNaming.OtherNames;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives the entries of a configuration the meaning that they have in Flyway. Not thread-safe. */
final class ProjectReader {
    private static final String BOTH = "*";

    private final ProcessEnvironment environment;
    private final KnownEntries entries;
    private final Reports reports;

    ProjectReader(ProcessEnvironment environment, KnownEntries entries, Reports reports) {
        this.environment = environment;
        this.entries = entries;
        this.reports = reports;
    }

    FlywayProject read() {
        Locations locations = new Locations(environment, entries, reports);
        List<FlywayValue> sources = locations.sources(flag(FlywayKey.FAIL_ON_MISSING_LOCATIONS, false));
        Set<Deviation> validated = validated();
        warnAboutSchemas();
        FlywayProject project = new FlywayProject(
                entries.get(FlywayKey.URL),
                entries.get(FlywayKey.USER),
                entries.get(FlywayKey.PASSWORD),
                sources,
                locations.jars(),
                defaultSchema(),
                entries.get(FlywayKey.TABLE).orElse(FlywayValue.of(FlywayHistory.DEFAULT_TABLE, "Flyway's default")),
                entries.get(FlywayKey.ENCODING),
                lockWait(),
                naming(),
                placeholders(),
                tolerated(validated),
                validated,
                target(),
                baseline(),
                entries.get(FlywayKey.INIT_SQL).map(FlywayValue::text),
                reports.notes());
        reports.requireNone();
        return project;
    }

    private Optional<FlywayValue> defaultSchema() {
        return entries.get(FlywayKey.DEFAULT_SCHEMA)
                .or(() -> entries.get(FlywayKey.SCHEMAS)
                        .filter(schemas -> !schemas.list().isEmpty())
                        .map(schemas -> FlywayValue.of(schemas.list().get(0), schemas.place())));
    }

    /** Flyway creates all of its schemas, or none of them; here the default one is created. */
    private void warnAboutSchemas() {
        String own = defaultSchema().map(FlywayValue::text).orElse("");
        entries.get(FlywayKey.SCHEMAS).ifPresent(schemas -> {
            List<String> others = schemas.list().stream()
                    .filter(schema -> !schema.equals(own))
                    .toList();
            if (!others.isEmpty() && flag(FlywayKey.CREATE_SCHEMAS, true)) {
                reports.warning(schemas.place() + ": only the schema " + own + " is created if it is missing, not "
                        + String.join(", ", others) + ".");
            }
        });
        if (!own.isEmpty() && !flag(FlywayKey.CREATE_SCHEMAS, true)) {
            reports.warning(entries.get(FlywayKey.CREATE_SCHEMAS)
                            .map(FlywayValue::place)
                            .orElse("")
                    + ": the schema " + own + " is created if it is missing, also with createSchemas=false.");
        }
    }

    private Optional<FlywayValue> lockWait() {
        return entries.get(FlywayKey.LOCK_RETRY_COUNT).flatMap(count -> {
            String text = count.text().strip();
            if (text.equals("-1")) {
                // Flyway has no limit then.
                return Optional.of(FlywayValue.of("PT8760H", count.place()));
            }
            if (!text.matches("[0-9]{1,9}")) {
                reports.error(
                        count.place() + ": lockRetryCount is a number of seconds, or -1 for no limit, but it is '"
                                + text + "'.",
                        "Correct lockRetryCount.");
                return Optional.empty();
            }
            return Optional.of(FlywayValue.of(text + "s", count.place()));
        });
    }

    private ScriptNaming naming() {
        String place = entries.get(FlywayKey.SQL_MIGRATION_SUFFIXES)
                .or(() -> entries.get(FlywayKey.SQL_MIGRATION_PREFIX))
                .map(value -> value.place() + ": ")
                .orElse("");
        try {
            return ScriptNaming.FLYWAY
                    .withPrefixes(
                            text(FlywayKey.SQL_MIGRATION_PREFIX, "V"),
                            text(FlywayKey.UNDO_SQL_MIGRATION_PREFIX, "U"),
                            text(FlywayKey.REPEATABLE_SQL_MIGRATION_PREFIX, "R"),
                            text(FlywayKey.BASELINE_MIGRATION_PREFIX, "B"))
                    .withSeparator(text(FlywayKey.SQL_MIGRATION_SEPARATOR, "__"))
                    .withSuffixes(entries.get(FlywayKey.SQL_MIGRATION_SUFFIXES)
                            .map(FlywayValue::list)
                            .orElse(List.of(".sql"))
                            .toArray(String[]::new))
                    .with(flag(FlywayKey.VALIDATE_MIGRATION_NAMING, false) ? OtherNames.REFUSED : OtherNames.LEFT_OUT);
        } catch (IllegalArgumentException refused) {
            reports.error(
                    place + "the names of files: " + refused.getMessage() + ".",
                    "Correct prefixes, separator and suffixes.");
            return ScriptNaming.FLYWAY;
        }
    }

    private Placeholders placeholders() {
        Placeholders placeholders = Placeholders.OFF;
        try {
            placeholders = placeholders
                    .written(
                            text(FlywayKey.PLACEHOLDER_PREFIX, "${"),
                            text(FlywayKey.PLACEHOLDER_SUFFIX, "}"),
                            text(FlywayKey.PLACEHOLDER_SEPARATOR, ":"))
                    .on();
        } catch (IllegalArgumentException refused) {
            reports.error("placeholders: " + refused.getMessage() + ".", "Correct how placeholders are written.");
        }
        for (Map.Entry<String, FlywayValue> entry : entries.placeholders().entrySet()) {
            try {
                placeholders =
                        placeholders.with(entry.getKey(), entry.getValue().text());
            } catch (IllegalArgumentException refused) {
                reports.error(entry.getValue().place() + ": " + refused.getMessage() + ".", "Choose another name.");
            }
        }
        return flag(FlywayKey.PLACEHOLDER_REPLACEMENT, true) ? placeholders : placeholders.off();
    }

    /** What {@code ignoreMigrationPatterns} and {@code outOfOrder} say. */
    private Set<Deviation> validated() {
        // Flyway executes a script without statements like any other.
        Set<Deviation> deviations = EnumSet.of(Deviation.EMPTY_SCRIPT);
        if (flag(FlywayKey.OUT_OF_ORDER, false)) {
            deviations.add(Deviation.LATE_VERSION);
        }
        entries.get(FlywayKey.IGNORE_MIGRATION_PATTERNS).ifPresent(patterns -> {
            patterns.list().forEach(pattern -> add(pattern.toLowerCase(Locale.ROOT), patterns.place(), deviations));
            if (patterns.list().stream().noneMatch(pattern -> pattern.matches("(?i)(\\*|versioned):(\\*|future)"))) {
                reports.warning(patterns.place()
                        + ": an applied version above all files is no error here, also without *:future.");
            }
        });
        return deviations;
    }

    private void add(String pattern, String place, Set<Deviation> deviations) {
        String[] parts = pattern.split(":", -1);
        boolean valid = parts.length == 2
                && Set.of(BOTH, "versioned", "repeatable").contains(parts[0])
                && Set.of(BOTH, "missing", "pending", "ignored", "future").contains(parts[1]);
        if (!valid) {
            reports.error(
                    place + ": '" + pattern + "' is not a pattern of migrations.",
                    "A pattern is *, versioned or repeatable, a colon, and *, missing, pending, ignored or future.");
            return;
        }
        if (parts[1].equals(BOTH) || parts[1].equals("missing")) {
            deviations.add(Deviation.MISSING_FILE);
            if (!parts[0].equals(BOTH)) {
                reports.warning(place + ": with " + pattern
                        + ", versioned and repeatable migrations without a file are both tolerated.");
            }
        }
        if (!parts[0].equals("repeatable") && (parts[1].equals(BOTH) || parts[1].equals("ignored"))) {
            deviations.add(Deviation.SKIPPED_LATE_VERSION);
        }
    }

    /** What {@code migrate} goes on with: without validation, everything that only validation would find. */
    private Set<Deviation> tolerated(Set<Deviation> validated) {
        Set<Deviation> deviations = EnumSet.copyOf(validated);
        if (!flag(FlywayKey.VALIDATE_ON_MIGRATE, true)) {
            deviations.addAll(
                    Set.of(Deviation.MISSING_FILE, Deviation.CHANGED_CHECKSUM, Deviation.SKIPPED_LATE_VERSION));
        }
        return deviations;
    }

    private Target target() {
        Optional<FlywayValue> value = entries.get(FlywayKey.TARGET);
        String text = value.map(FlywayValue::text).orElse("latest").strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "latest" -> Target.latest();
            case "current" -> Target.current();
            case "next" -> Target.next();
            default -> upTo(text, value.map(FlywayValue::place).orElse(""));
        };
    }

    private Target upTo(String text, String place) {
        boolean mayBeMissing = text.endsWith("?");
        try {
            return new Target.UpTo(
                    Version.parse(mayBeMissing ? text.substring(0, text.length() - 1) : text), mayBeMissing);
        } catch (IllegalArgumentException malformed) {
            reports.error(
                    place + ": target: " + malformed.getMessage() + ".",
                    "Use a version, a version with ? behind it, latest, current or next.");
            return Target.latest();
        }
    }

    private Optional<FlywayProject.Baseline> baseline() {
        if (!flag(FlywayKey.BASELINE_ON_MIGRATE, false)) {
            return Optional.empty();
        }
        Optional<FlywayValue> version = entries.get(FlywayKey.BASELINE_VERSION);
        try {
            return Optional.of(new FlywayProject.Baseline(
                    Version.parse(version.map(FlywayValue::text).orElse("1").strip()),
                    text(FlywayKey.BASELINE_DESCRIPTION, "<< Flyway Baseline >>")));
        } catch (IllegalArgumentException malformed) {
            reports.error(
                    version.map(FlywayValue::place).orElse("") + ": baselineVersion: " + malformed.getMessage() + ".",
                    "Use a version, e.g. 1 or 2.1.");
            return Optional.empty();
        }
    }

    private String text(FlywayKey key, String defaultText) {
        return entries.get(key).map(FlywayValue::text).orElse(defaultText);
    }

    private boolean flag(FlywayKey key, boolean defaultValue) {
        Optional<FlywayValue> value = entries.get(key);
        String text = value.map(FlywayValue::text).orElse("").strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return defaultValue;
        }
        if (!text.equals("true") && !text.equals("false")) {
            reports.error(
                    value.get().place() + ": " + key.key() + " is true or false, but it is '" + text + "'.",
                    "Correct " + key.key() + ".");
        }
        return text.equals("true");
    }
}
