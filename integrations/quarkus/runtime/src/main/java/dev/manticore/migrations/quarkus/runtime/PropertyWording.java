package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Wording;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import org.jspecify.annotations.Nullable;

/** Names settings as properties of a data source; what is no setting, with the command line. */
record PropertyWording(String dataSource) implements Wording {

    @Override
    public String option(Setting setting) {
        return property(
                switch (setting) {
                    case SOURCE -> "locations";
                    case ALLOW -> "tolerate";
                    default -> setting.key();
                });
    }

    private String property(String key) {
        return MigrationsRuntimeConfig.property(dataSource, key);
    }

    @Override
    public String option(Setting setting, String value) {
        return setting == Setting.JAR
                ? "a dependency that has the migrations, or correct " + option(Setting.SOURCE)
                : option(setting) + "=" + value;
    }

    @Override
    public String flag(Setting setting) {
        return option(setting, "true");
    }

    @Override
    public String placeholder(String name, String value) {
        return property("placeholders." + name) + "=" + value;
    }

    @Override
    public String password() {
        return DataSourceUtil.dataSourcePropertyKey(dataSource, "password") + ", or " + option(Setting.PASSWORD)
                + " if the migrations have a user of their own";
    }

    @Override
    public String secretInUrl() {
        return "which everybody who sees the configuration can read";
    }

    @Override
    public String command(String command) {
        return command + " on the command line";
    }

    @Override
    public String reportOfBug() {
        return "Report it with the log.";
    }

    @Override
    public String create() {
        return "a file such as V1__create_customers.sql in src/main/resources/db/migration"
                + (DataSourceUtil.isDefault(dataSource) ? "" : "/" + dataSource);
    }

    @Override
    public String adopt(String tool, @Nullable String table) {
        return "manticore adopt --from " + tool + (table == null ? "" : " --table " + table);
    }

    @Override
    public String adoptedTool() {
        return "--from";
    }

    @Override
    public String adoptedTable() {
        return "--table";
    }
}
