package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.OwnDataSource;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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
            return connect(connection, settings, problems);
        }
        Optional<DataSource> found = application.find(settings, problems);
        if (found.isEmpty()) {
            return own.ofR2dbc(settings, problems).flatMap(it -> connect(it, settings, problems));
        }
        return connection.user() == null
                ? found.map(JdbcRunners::runner)
                : derived(found.get(), connection.user(), connection.password(), settings, problems)
                        .map(JdbcRunners::runner);
    }

    private static Optional<DatabaseRunner> connect(
            Connection connection, DatabaseSettings settings, SettingProblems problems) {
        return problems.value(
                        settings.property("url"),
                        "Use jdbc:postgresql://host:port/database.",
                        () -> OwnDataSource.of(connection))
                .map(JdbcRunners::runner);
    }

    private static Optional<DataSource> derived(
            DataSource application,
            String user,
            @Nullable String password,
            DatabaseSettings settings,
            SettingProblems problems) {
        Optional<DataSource> derived = DerivedDataSource.of(
                application, user, password, settings.values().initSql() == null);
        if (derived.isEmpty()) {
            problems.add(
                    settings.property("user"),
                    "The data source of type " + application.getClass().getName()
                            + " does not tell its URL, so that it cannot be used with another user.",
                    "Set " + settings.property("url") + " as well.");
        }
        return derived;
    }

    private static DatabaseRunner runner(DataSource dataSource) {
        return new DatabaseRunner.Blocking(JdbcTxRunner.over(dataSource));
    }
}
