package dev.manticore.migrations.application;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the settings of a database into the builder of its migrator. What is wrong with them is added to the problems, with the
 * name of the property; nothing is thrown.
 */
public final class MigratorSetup {
    private static final Pattern FLYWAY = Pattern.compile("flyway(?::(.+))?", Pattern.CASE_INSENSITIVE);
    private static final String DEFAULT_TABLE = "_migrations";
    private static final Version DEFAULT_BASELINE = Version.of(1);
    private static final String LATEST = "latest";

    private final String prefix;
    private final String defaultLocation;
    private final MigrationSettings settings;
    private final SettingProblems problems;

    /**
     * @param prefix of the properties, without a dot at its end
     * @param defaultLocation where the migrations are if no locations are set, e.g. {@code classpath:db/migration}
     */
    public MigratorSetup(String prefix, String defaultLocation, MigrationSettings settings, SettingProblems problems) {
        this.prefix = prefix;
        this.defaultLocation = defaultLocation;
        this.settings = settings;
        this.problems = problems;
    }

    /** Where the start migrates to. */
    public Target target() {
        String text = Objects.requireNonNullElse(settings.target(), LATEST).strip();
        if (text.toLowerCase(Locale.ROOT).equals(LATEST)) {
            return Target.latest();
        }
        return problems.<Target>value(
                        property("target"),
                        "Use latest or a version, e.g. 7.",
                        () -> new Target.UpTo(Version.parse(text), false))
                .orElseGet(Target::latest);
    }

    /** Makes all settings but locations and target. */
    public void applyTo(MigratorBuilder<?> builder) {
        duration("lease", settings.lease(), "The default is 30s.", builder::lease);
        duration("lock-wait", settings.lockWait(), "The default is 5m.", builder::lockWait);
        duration(
                "answer-timeout",
                settings.answerTimeout(),
                "The default is 30s. It does not apply to the statements of scripts.",
                builder::answerTimeout);
        String limit = "Use e.g. 500ms or 5s, or 0 for no limit.";
        duration("lock-timeout", settings.lockTimeout(), limit, builder::lockTimeout);
        lockRetry(builder);
        duration("statement-timeout", settings.statementTimeout(), limit, builder::statementTimeout);
        duration(
                "batch-time",
                settings.batchTime(),
                "The default is 500ms; with 0 each migration has a message of its own.",
                builder::batchTime);
        builder.notesWithStatements(Boolean.TRUE.equals(settings.notesWithStatements()));
        if (settings.encoding() != null) {
            builder.encoding(settings.encoding());
        }
        if (settings.tolerate() != null) {
            settings.tolerate().forEach(each -> builder.tolerate(each.deviation()));
        }
        problems.setting(
                property("placeholders"), "Choose another name.", () -> builder.placeholders(settings.placeholders()));
        String initSql = settings.initSql();
        if (initSql != null) {
            problems.setting(
                    property("init-sql"),
                    "Use statements that need no transaction of their own, e.g. SET ROLE owner, or remove it.",
                    () -> builder.initSql(initSql));
        }
        baseline(builder);
        history(builder);
    }

    private void lockRetry(MigratorBuilder<?> builder) {
        Duration pause = settings.lockRetryPause();
        Duration time = settings.lockRetryTime();
        duration("lock-retry-pause", pause, "The default is 10s.", LockRetry.DEFAULT::pausing);
        duration(
                "lock-retry-time",
                time,
                "The default is 15m; with 0 a migration fails after the first wait.",
                LockRetry.DEFAULT::lasting);
        if (!problems.has(property("lock-retry-pause")) && !problems.has(property("lock-retry-time"))) {
            LockRetry retry = pause == null ? LockRetry.DEFAULT : LockRetry.DEFAULT.pausing(pause);
            builder.lockRetry(time == null ? retry : retry.lasting(time));
        }
    }

    private void baseline(MigratorBuilder<?> builder) {
        String version = settings.baselineVersion();
        String description = settings.baselineDescription();
        if (settings.baselineOnMigrate() == null && (version != null || description != null)) {
            problems.add(
                    property(version == null ? "baseline-description" : "baseline-version"),
                    "It has no effect without " + property("baseline-on-migrate") + ".",
                    "Set that to true or false, or remove this property.");
        }
        if (Boolean.TRUE.equals(settings.baselineOnMigrate())) {
            problems.setting(
                    property("baseline-version"),
                    "Use a version, e.g. 7.",
                    () -> builder.baselineOnMigrate(
                            version == null ? DEFAULT_BASELINE : Version.parse(version.strip()), description));
        }
    }

    private void duration(String key, @Nullable Duration value, String remedy, Consumer<Duration> setting) {
        if (value == null || problems.has(property(key))) {
            return;
        }
        problems.setting(property(key), remedy, () -> {
            try {
                setting.accept(value);
            } catch (IllegalArgumentException refused) {
                // The builder names its method, and writes durations as Java does.
                throw new IllegalArgumentException(
                        String.valueOf(refused.getMessage())
                                .replaceFirst("^\\w+ must", "it must")
                                .replace(value.toString(), DurationText.of(value)),
                        refused);
            }
        });
    }

    private void history(MigratorBuilder<?> builder) {
        String schema = settings.schema();
        String table = settings.table();
        if (!new NameProblems(property("schema"), property("table"), problems).areNone(schema, table)) {
            return;
        }
        problems.setting(property("schema"), "Use another name.", () -> builder.schema(schema));
        problems.setting(property("table"), "Use another name.", () -> {
            LeaseStore.table(schema, Objects.requireNonNullElse(table, DEFAULT_TABLE));
            if (table != null) {
                builder.table(table);
            }
        });
        String history = settings.history();
        if (history == null) {
            return;
        }
        Matcher flyway = FLYWAY.matcher(history.strip());
        if (!flyway.matches()) {
            problems.add(
                    property("history"),
                    "'" + history + "' is not a kind of history.",
                    "Use flyway, or flyway:TABLE if the table of Flyway is not " + FlywayHistory.DEFAULT_TABLE
                            + ". Remove it for a history of its own.");
            return;
        }
        String flywayTable = Objects.requireNonNullElse(
                flyway.group(1), Objects.requireNonNullElse(table, FlywayHistory.DEFAULT_TABLE));
        problems.setting(
                property("history"),
                "Use flyway:TABLE with the name of the table.",
                () -> builder.historyStore(FlywayHistory.table(schema, flywayTable)));
    }

    /**
     * The locations, and the migrations that the application has as beans. The default location need not exist if there are
     * such beans.
     *
     * @param loader finds what is on the class path
     */
    public List<MigrationSource> sources(
            ClassLoader loader, List<MigrationSource> beans, List<? extends CodeMigration> code) {
        LocationSources locations = new LocationSources(
                loader,
                Objects.requireNonNullElse(settings.ignore(), List.of()),
                Boolean.TRUE.equals(settings.followLinks()));
        List<MigrationSource> sources = new ArrayList<>();
        boolean isOptional = settings.locations() == null && (!beans.isEmpty() || !code.isEmpty());
        for (String location : Objects.requireNonNullElse(settings.locations(), List.of(defaultLocation))) {
            problems.value(
                            property("locations"),
                            "Use classpath:LOCATION or filesystem:DIRECTORY.",
                            () -> isOptional ? locations.optional(location) : locations.of(location))
                    .ifPresent(sources::add);
        }
        sources.addAll(beans);
        if (!code.isEmpty()) {
            sources.add(MigrationSource.ofCode(code));
        }
        if (sources.isEmpty() && problems.isEmpty()) {
            problems.add(
                    property("locations"),
                    "It is empty, and there is no bean of type MigrationSource or JdbcMigration.",
                    "Remove it for the default " + defaultLocation + ", or set it.");
        }
        return sources;
    }

    private String property(String key) {
        return prefix + "." + key;
    }
}
