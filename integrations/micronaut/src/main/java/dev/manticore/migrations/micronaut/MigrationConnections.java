package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.OwnDataSource;
import dev.manticore.migrations.application.SettingProblems;
import io.micronaut.context.env.Environment;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the migrations get their connections: from a URL or a user of their own, or else from the application. */
@Singleton
final class MigrationConnections {
    private final Environment environment;
    private final DataSourceResolver resolver;

    MigrationConnections(Environment environment, @Nullable DataSourceResolver resolver) {
        this.environment = environment;
        this.resolver = resolver == null ? DataSourceResolver.DEFAULT : resolver;
    }

    /**
     * The data source for the migrations; empty if there is a problem.
     *
     * @param application the data source with the name of the database
     */
    Optional<DataSource> find(DatabaseSettings settings, Optional<DataSource> application, SettingProblems problems) {
        String user = settings.own().user();
        String password = settings.own().password();
        if (settings.own().url() != null) {
            return connect(settings, "url", settings.own().url(), user, password, problems);
        }
        if (password != null && user == null) {
            problems.passwordWithoutUser(settings.property("password"), settings.property("user"));
            return Optional.empty();
        }
        if (application.isEmpty()) {
            problems.add(
                    settings.property("url"),
                    "There is no database to migrate: the application has no data source " + settings.name()
                            + ", and this property is not set.",
                    "Set it, or datasources." + settings.name() + ".url. If the data source has another name, set "
                            + DataSourceProperties.PREFIX + ".NAME.enabled=true. If nothing is to be migrated, set "
                            + settings.property("enabled") + "=false.");
            return Optional.empty();
        }
        return user == null ? application.map(this::resolve) : derived(settings, user, password, problems);
    }

    /** The data source behind the proxy of Micronaut Data, which gives a connection only within one of its transactions. */
    DataSource resolve(DataSource application) {
        return resolver.resolve(application);
    }

    private Optional<DataSource> derived(
            DatabaseSettings settings, String user, @Nullable String password, SettingProblems problems) {
        Optional<String> url = environment.getProperty("datasources." + settings.name() + ".url", String.class);
        if (url.isEmpty()) {
            problems.add(
                    settings.property("user"),
                    "The URL for this user is not known, since datasources." + settings.name() + ".url is not set.",
                    "Set " + settings.property("url") + " as well.");
            return Optional.empty();
        }
        // The driver would prefer a user in the URL.
        return connect(settings, "user", Connection.withoutUser(url.get()), user, password, problems);
    }

    private static Optional<DataSource> connect(
            DatabaseSettings settings,
            String key,
            String url,
            @Nullable String user,
            @Nullable String password,
            SettingProblems problems) {
        return problems.value(
                settings.property(key),
                "Use jdbc:postgresql://host:port/database.",
                () -> OwnDataSource.of(Connection.to(url, user, password)));
    }
}
