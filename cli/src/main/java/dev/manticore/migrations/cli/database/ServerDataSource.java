package dev.manticore.migrations.cli.database;

import dev.manticore.migrations.cli.failure.CliException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the driver's data source. Each connection is a new one; the library asks for one, or two at times. */
final class ServerDataSource {
    private static final String DEFAULT_HOST = "localhost";
    private static final int DEFAULT_PORT = 5432;
    private static final int CONNECT_SECONDS = 10;
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private ServerDataSource() {}

    static DataSource of(DatabaseChoice.Server server) {
        DatabaseUrl url = server.url();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(url.hosts().stream()
                .map(HostAndPort::host)
                .map(host -> host == null ? DEFAULT_HOST : host)
                .toArray(String[]::new));
        source.setPortNumbers(url.hosts().stream()
                .map(HostAndPort::port)
                .mapToInt(port -> port == null ? DEFAULT_PORT : port)
                .toArray());
        String user = server.user() == null ? System.getProperty("user.name") : server.user();
        source.setUser(user);
        source.setDatabaseName(url.database() == null ? user : url.database());
        if (server.password() != null) {
            source.setPassword(server.password().secret());
        }
        source.setApplicationName("manticore");
        // A server whose machine died says nothing: the system asks it from time to time, and ends the connection.
        source.setTcpKeepAlive(true);
        limitConnecting(source, url);
        setParameters(source, url.parameters());
        return source;
    }

    /**
     * The driver's limit for connecting is for the network, and for one host; the other one is for all of it, a server
     * included that accepts and then says nothing. As with psql, a URL's {@code connect_timeout} is for both.
     */
    private static void limitConnecting(PGSimpleDataSource source, DatabaseUrl url) {
        source.setConnectTimeout(CONNECT_SECONDS);
        int seconds = CONNECT_SECONDS;
        try {
            seconds = Integer.parseInt(url.parameters().getOrDefault("connectTimeout", ""));
        } catch (NumberFormatException none) {
            // The driver says so if it is none.
        }
        source.setLoginTimeout(seconds * url.hosts().size());
    }

    private static void setParameters(PGSimpleDataSource source, Map<String, String> parameters) {
        checkSslMode(parameters.getOrDefault("sslmode", "prefer"));
        parameters.forEach((name, value) -> {
            try {
                source.setProperty(name, value);
            } catch (SQLException | IllegalArgumentException refused) {
                throw CliException.usage(
                        "The driver does not know the URL's parameter '" + name + "'.",
                        "The parameters are those of the PostgreSQL JDBC driver, as sslmode, connectTimeout and"
                                + " options.");
            }
        });
    }

    /** The driver would find out only when it connects. */
    private static void checkSslMode(String value) {
        if (!SSL_MODES.contains(value)) {
            throw CliException.usage(
                    "The URL's parameter sslmode is '" + value + "'.",
                    "It is one of " + String.join(", ", SSL_MODES) + ".");
        }
    }
}
