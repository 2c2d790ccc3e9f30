package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.MigrationSettings;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.PropertyWords;
import dev.manticore.migrations.application.SettingProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The settings of one database, and where they come from.
 *
 * @param name its name
 * @param isNamed whether it is one of {@code manticore.migrations.databases}
 * @param own what is set for it
 * @param values what is set for it, and else for all databases
 */
record DatabaseSettings(String name, boolean isNamed, DatabaseProperties own, MigrationSettings values) {

    /** The databases of the application, in the order of the settings. */
    static List<DatabaseSettings> of(MigrationsProperties properties) {
        if (properties.getDatabases().isEmpty()) {
            return List.of(
                    new DatabaseSettings(ApplicationMigrations.DEFAULT, false, properties, properties.toSettings()));
        }
        List<DatabaseSettings> databases = new ArrayList<>();
        properties
                .getDatabases()
                .forEach((name, own) -> databases.add(
                        new DatabaseSettings(name, true, own, own.toSettings().withDefaults(properties.toSettings()))));
        return databases;
    }

    /** The prefix of the properties of a database that no longer has to be looked up, for messages. */
    static String prefix(String name) {
        return name.equals(ApplicationMigrations.DEFAULT)
                ? MigrationsProperties.PREFIX
                : MigrationsProperties.PREFIX + ".databases." + name;
    }

    /** How the remedies of its failures are worded. */
    static PropertyWords words(String name) {
        return new PropertyWords(prefix(name), "spring.datasource.password", "a MigrationStrategy bean");
    }

    /** The property with that name. */
    String property(String key) {
        return prefix() + "." + key;
    }

    private String prefix() {
        return isNamed ? prefix(name) : MigrationsProperties.PREFIX;
    }

    /** What makes a migrator of them. */
    MigratorSetup setup(SettingProblems problems) {
        return new MigratorSetup(prefix(), defaultLocation(), values, problems);
    }

    /** Where its migrations are. */
    List<String> locations() {
        return Objects.requireNonNullElse(values.locations(), List.of(defaultLocation()));
    }

    private String defaultLocation() {
        return "classpath:db/migration" + (isNamed ? "/" + name : "");
    }

    @Override
    public String toString() {
        return "settings of the database " + name;
    }
}
