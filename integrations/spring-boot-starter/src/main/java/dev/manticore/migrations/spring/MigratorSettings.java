package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.spi.LeaseStore;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the settings of a database into the builder of its migrator. */
final class MigratorSettings {
    private static final Pattern FLYWAY = Pattern.compile("flyway(?::(.+))?", Pattern.CASE_INSENSITIVE);
    private static final String DEFAULT_TABLE = "_migrations";
    private static final Version DEFAULT_BASELINE = Version.of(1);

    private final DatabaseSettings settings;
    private final Problems problems;

    MigratorSettings(DatabaseSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void applyTo(MigratorBuilder<?> builder) {
        duration("lease", DatabaseProperties::getLease, "The default is 30s.", builder::lease);
        duration("lock-wait", DatabaseProperties::getLockWait, "The default is 5m.", builder::lockWait);
        duration(
                "answer-timeout",
                DatabaseProperties::getAnswerTimeout,
                "The default is 30s. It does not apply to the statements of scripts.",
                builder::answerTimeout);
        String limit = "Use e.g. 500ms or 5s, or 0 for no limit.";
        duration("lock-timeout", DatabaseProperties::getLockTimeout, limit, builder::lockTimeout);
        duration("statement-timeout", DatabaseProperties::getStatementTimeout, limit, builder::statementTimeout);
        Charset encoding = settings.value(DatabaseProperties::getEncoding);
        if (encoding != null) {
            builder.encoding(encoding);
        }
        settings.tolerated().forEach(each -> builder.tolerate(each.deviation()));
        Map<String, String> placeholders = new LinkedHashMap<>(settings.shared().getPlaceholders());
        placeholders.putAll(settings.own().getPlaceholders());
        problems.setting(
                settings.property("placeholders"), "Choose another name.", () -> builder.placeholders(placeholders));
        String initSql = settings.value(DatabaseProperties::getInitSql);
        if (initSql != null) {
            problems.setting(
                    settings.property("init-sql"),
                    "Use statements that need no transaction of their own, e.g. SET ROLE owner, or remove it.",
                    () -> builder.initSql(initSql));
        }
        baseline(builder);
        history(builder);
    }

    private void baseline(MigratorBuilder<?> builder) {
        String version = settings.value(DatabaseProperties::getBaselineVersion);
        String description = settings.value(DatabaseProperties::getBaselineDescription);
        Boolean wanted = settings.value(DatabaseProperties::getBaselineOnMigrate);
        if (wanted == null && (version != null || description != null)) {
            problems.add(
                    settings.property(version == null ? "baseline-description" : "baseline-version"),
                    "It has no effect without " + settings.property("baseline-on-migrate") + ".",
                    "Set that to true or false, or remove this property.");
        }
        if (Boolean.TRUE.equals(wanted)) {
            problems.setting(
                    settings.property("baseline-version"),
                    "Use a version, e.g. 7.",
                    () -> builder.baselineOnMigrate(
                            version == null ? DEFAULT_BASELINE : Version.parse(version.strip()), description));
        }
    }

    private void duration(
            String key,
            Function<DatabaseProperties, @Nullable Duration> getter,
            String remedy,
            Consumer<Duration> setting) {
        Duration value = settings.value(getter);
        if (value != null) {
            problems.setting(settings.property(key), remedy, () -> setting.accept(value));
        }
    }

    private void history(MigratorBuilder<?> builder) {
        String schema = settings.own().getSchema();
        String table = settings.value(DatabaseProperties::getTable);
        problems.setting(settings.property("table"), "Use a name without a schema.", () -> {
            LeaseStore.table(schema, Objects.requireNonNullElse(table, DEFAULT_TABLE));
            builder.schema(schema);
            if (table != null) {
                builder.table(table);
            }
        });
        String history = settings.value(DatabaseProperties::getHistory);
        if (history == null) {
            return;
        }
        String property = settings.property("history");
        Matcher flyway = FLYWAY.matcher(history.strip());
        if (!flyway.matches()) {
            problems.add(
                    property,
                    "'" + history + "' is not a kind of history.",
                    "Use flyway, or flyway:TABLE if the table of Flyway is not " + FlywayHistory.DEFAULT_TABLE
                            + ". Remove it for a history of its own.");
            return;
        }
        String flywayTable = Objects.requireNonNullElse(
                flyway.group(1), Objects.requireNonNullElse(table, FlywayHistory.DEFAULT_TABLE));
        problems.setting(
                property,
                "Use flyway:TABLE with the name of the table.",
                () -> builder.historyStore(FlywayHistory.table(schema, flywayTable)));
    }
}
