package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.application.MigrationSettings;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.PropertyWords;
import dev.manticore.migrations.application.SettingProblems;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import java.util.List;

/**
 * The settings of a data source: what was decided when the application was built, and what is decided at its start.
 *
 * @param migrations what the build found
 * @param config what is set
 */
record DataSourceSettings(DataSourceMigrations migrations, DataSourceRuntimeConfig config) {

    String dataSource() {
        return migrations.dataSource();
    }

    /** The property with that name. */
    String property(String key) {
        return MigrationsRuntimeConfig.property(dataSource(), key);
    }

    /** What makes a migrator of them. Locations of the class path are sources of their own, see {@link ListedSource}. */
    MigratorSetup setup(SettingProblems problems) {
        return new MigratorSetup(MigrationsRuntimeConfig.prefix(dataSource()), "", values(), problems);
    }

    private MigrationSettings values() {
        List<String> directories = migrations.locations().stream()
                .filter(location -> !location.isOnClassPath())
                .map(ScriptLocation::location)
                .toList();
        return new MigrationSettings(
                directories,
                migrations.ignored(),
                config.followLinks(),
                config.history().orElse(null),
                config.schema().orElse(null),
                config.table().orElse(null),
                config.lease().orElse(null),
                config.lockWait().orElse(null),
                config.answerTimeout().orElse(null),
                config.lockTimeout().orElse(null),
                config.lockRetryPause().orElse(null),
                config.lockRetryTime().orElse(null),
                config.statementTimeout().orElse(null),
                config.batchTime().orElse(null),
                config.notesWithStatements().orElse(null),
                config.tolerate().orElse(null),
                config.placeholders(),
                config.encoding().orElse(null),
                config.initSql().orElse(null),
                config.baselineOnMigrate().orElse(null),
                config.baselineVersion().orElse(null),
                config.baselineDescription().orElse(null),
                config.target());
    }

    /** How the remedies of its failures are worded. */
    PropertyWords words() {
        return new PropertyWords(
                MigrationsRuntimeConfig.prefix(dataSource()),
                DataSourceUtil.dataSourcePropertyKey(dataSource(), "password"),
                "a program that does not migrate at its start");
    }
}
