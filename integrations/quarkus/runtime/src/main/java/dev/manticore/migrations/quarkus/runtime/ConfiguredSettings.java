package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.Layer;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the library that the configuration of a data source stands for. */
final class ConfiguredSettings {
    /** What others set for the command line does not count. */
    static final ProcessEnvironment ENVIRONMENT =
            new ProcessEnvironment(Map.of(), Path.of("").toAbsolutePath());

    private final DataSourceMigrations migrations;
    private final DataSourceRuntimeConfig config;
    private final Layer layer = new Layer();

    ConfiguredSettings(DataSourceMigrations migrations, DataSourceRuntimeConfig config) {
        this.migrations = migrations;
        this.config = config;
    }

    PropertyWording wording() {
        return new PropertyWording(migrations.dataSource());
    }

    /**
     * All settings. The database is null if the migrations use the connections of the data source.
     *
     * @throws ToolException for the first invalid one
     */
    Settings resolve() {
        new OwnDatabase(migrations, config).addTo(layer);
        migrations.locations().stream()
                .filter(location -> !location.isOnClassPath())
                .forEach(location -> set(Setting.SOURCE, location.location()));
        migrations.ignored().forEach(pattern -> set(Setting.IGNORE, pattern));
        set(Setting.FOLLOW_LINKS, String.valueOf(config.followLinks()));
        set(Setting.HISTORY, config.history());
        set(Setting.SCHEMA, config.schema());
        set(Setting.TABLE, config.table());
        set(Setting.LEASE, config.lease().map(Duration::toString));
        set(Setting.LOCK_WAIT, config.lockWait().map(Duration::toString));
        set(Setting.ANSWER_TIMEOUT, config.answerTimeout().map(Duration::toString));
        set(Setting.LOCK_TIMEOUT, config.lockTimeout().map(Duration::toString));
        set(Setting.STATEMENT_TIMEOUT, config.statementTimeout().map(Duration::toString));
        set(Setting.ENCODING, config.encoding());
        config.tolerate().orElse(List.of()).forEach(deviation -> set(Setting.ALLOW, deviation));
        config.placeholders()
                .forEach((name, value) -> layer.placeholder(name, value, property("placeholders." + name)));
        return new SettingsResolver(ENVIRONMENT, wording()).resolveOnly(layer);
    }

    private void set(Setting setting, Optional<String> value) {
        value.ifPresent(text -> set(setting, text));
    }

    private void set(Setting setting, String value) {
        layer.set(setting, value, wording().option(setting));
    }

    private String property(String key) {
        return MigrationsRuntimeConfig.property(migrations.dataSource(), key);
    }

    Target target() {
        String text = config.target().strip();
        if (text.equalsIgnoreCase("latest")) {
            return Target.latest();
        }
        try {
            return Target.upTo(Version.parse(text));
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(
                    property("target") + ": " + refused.getMessage(), "Use latest or a version, e.g. 7.");
        }
    }
}
