package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.MigrationSettings;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.PropertyWords;
import dev.manticore.migrations.application.SettingProblems;

/**
 * The settings of one database, and where they come from.
 *
 * @param name of its data source
 * @param prefix of its properties
 * @param isOneOfSeveral whether other databases are migrated as well
 * @param own what is set for it
 * @param values what is set for it, and else for all databases
 */
record DatabaseSettings(
        String name, String prefix, boolean isOneOfSeveral, DatabaseProperties own, MigrationSettings values) {

    /** The property with that name. */
    String property(String key) {
        return prefix + "." + key;
    }

    /** What makes a migrator of them. */
    MigratorSetup setup(SettingProblems problems) {
        return new MigratorSetup(
                prefix, "classpath:db/migration" + (isOneOfSeveral ? "/" + name : ""), values, problems);
    }

    /** How the remedies of its failures are worded. */
    PropertyWords words() {
        return new PropertyWords(prefix, "datasources." + name + ".password", "a MigrationStrategy bean");
    }

    @Override
    public String toString() {
        return "settings of the database " + name;
    }
}
