package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.SettingProblems;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** The connections that the migrations have beside those of the application. */
final class OwnConnections {
    private static final Connection NONE = new Connection(null, null, null);

    private final ObjectProvider<MigrationsConnectionDetails> details;
    private final ObjectProvider<R2dbcConnections> r2dbc;

    OwnConnections(ObjectProvider<MigrationsConnectionDetails> details, ObjectProvider<R2dbcConnections> r2dbc) {
        this.details = details;
        this.r2dbc = r2dbc;
    }

    /** What is set for this database; nothing, only a user, or a URL. */
    Connection of(DatabaseSettings settings, SettingProblems problems) {
        Optional<Connection> service = settings.isNamed() ? Optional.empty() : ofService();
        if (service.isPresent()) {
            return service.get();
        }
        DatabaseProperties own = settings.own();
        Optional<Connection> connection = Optional.of(new Connection(null, own.getUser(), own.getPassword()));
        if (own.getPassword() != null && own.getUser() == null && own.getUrl() == null) {
            problems.passwordWithoutUser(settings.property("password"), settings.property("user"));
        }
        String url = own.getUrl();
        if (url != null && own.getDataSource() != null) {
            problems.add(
                    settings.property("data-source"),
                    "It has no effect beside " + settings.property("url") + ".",
                    "Remove one of them.");
        }
        if (url != null) {
            connection = problems.value(
                    settings.property("url"),
                    "Use jdbc:postgresql://host:port/database.",
                    () -> Connection.to(url, own.getUser(), own.getPassword()));
        }
        return problems.isEmpty() ? connection.orElse(NONE) : NONE;
    }

    /** A test may have containers with other databases. */
    private Optional<Connection> ofService() {
        return details.orderedStream()
                .filter(service -> service.getJdbcUrl().startsWith("jdbc:postgresql:"))
                .findFirst()
                .map(service -> Connection.to(service.getJdbcUrl(), service.getUsername(), service.getPassword()));
    }

    /** The database of the application's R2DBC connections, if it has only these. */
    Optional<Connection> ofR2dbc(DatabaseSettings settings, SettingProblems problems) {
        R2dbcConnections connections = r2dbc.getIfAvailable();
        return connections == null || settings.isNamed() ? Optional.empty() : connections.find(settings, problems);
    }
}
