package dev.manticore.migrations.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings {@code manticore.migrations.*}. A key that is not known is refused, since it may be mistyped. */
@ConfigurationProperties(prefix = MigrationsProperties.PREFIX, ignoreUnknownFields = false)
public class MigrationsProperties extends DatabaseProperties {
    static final String PREFIX = "manticore.migrations";

    /** Whether the databases are migrated at the start of the application. */
    private boolean enabled = true;

    /** Whether the start logs the SQL that it would execute, and ends the application, in place of migrating. */
    private boolean dryRunAtStart;

    /**
     * Databases that are migrated in place of the one database of the application, by a name of your own. What is not set for
     * one of them, except for its connection, locations, schema and target, is taken from manticore.migrations.*.
     */
    private Map<String, DatabaseProperties> databases = new LinkedHashMap<>();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isDryRunAtStart() {
        return dryRunAtStart;
    }

    public void setDryRunAtStart(boolean dryRunAtStart) {
        this.dryRunAtStart = dryRunAtStart;
    }

    public Map<String, DatabaseProperties> getDatabases() {
        return databases;
    }

    public void setDatabases(Map<String, DatabaseProperties> databases) {
        this.databases = databases;
    }
}
