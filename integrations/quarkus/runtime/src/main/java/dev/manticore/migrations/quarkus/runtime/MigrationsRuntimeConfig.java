package dev.manticore.migrations.quarkus.runtime;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;

/** What is decided when an application starts. */
@ConfigMapping(prefix = MigrationsRuntimeConfig.PREFIX)
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MigrationsRuntimeConfig {
    /** The beginning of all properties. */
    String PREFIX = "quarkus.manticore-migrations";

    /**
     * The data sources.
     */
    @ConfigDocMapKey("datasource-name")
    @ConfigDocSection
    @WithParentName
    @WithUnnamedKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME)
    @WithDefaults
    Map<String, DataSourceRuntimeConfig> dataSources();

    /** The beginning of the properties of a data source, without a dot at its end. */
    static String prefix(String dataSource) {
        return DataSourceUtil.isDefault(dataSource) ? PREFIX : PREFIX + ".\"" + dataSource + "\"";
    }

    /** The name of a property of a data source. */
    static String property(String dataSource, String key) {
        return prefix(dataSource) + "." + key;
    }
}
