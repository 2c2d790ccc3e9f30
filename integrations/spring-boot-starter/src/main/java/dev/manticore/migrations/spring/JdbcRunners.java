package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.OwnDataSource;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Reaches databases over JDBC: with a connection of its own, or with those of the application. */
final class JdbcRunners implements RunnerProvider {
    private final OwnConnections own;
    private final ApplicationDataSources application;

    JdbcRunners(OwnConnections own, ApplicationDataSources application) {
        this.own = own;
        this.application = application;
    }

    @Override
    public Optional<DatabaseRunner> find(DatabaseSettings settings, SettingProblems problems) {
        Connection connection = own.of(settings, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        if (connection.url() != null) {
            return Optional.of(runner(OwnDataSource.of(connection)));
        }
        return application
                .find(settings, problems)
                .map(dataSource -> connection.user() == null ? dataSource : Derived.of(dataSource, connection))
                .or(() -> own.ofR2dbc(settings, problems).map(OwnDataSource::of))
                .map(JdbcRunners::runner);
    }

    private static DatabaseRunner runner(DataSource dataSource) {
        return new DatabaseRunner.Blocking(JdbcTxRunner.over(dataSource));
    }

    /** Where there is a data source to derive from, there is Spring JDBC. */
    private static final class Derived {
        static DataSource of(DataSource application, Connection connection) {
            SimpleDriverDataSource derived = DataSourceBuilder.derivedFrom(application)
                    .type(SimpleDriverDataSource.class)
                    .username(Objects.requireNonNull(connection.user(), "user"))
                    .password(Objects.requireNonNullElse(connection.password(), ""))
                    .build();
            // The driver would prefer a user in the URL.
            derived.setUrl(Connection.withoutUser(Objects.requireNonNull(derived.getUrl(), "url")));
            return derived;
        }
    }
}
