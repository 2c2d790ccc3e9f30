package dev.manticore.migrations.settings.database;

import dev.manticore.migrations.settings.failure.ToolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** Creates the driver's data source. It does not pool: the library uses one connection, sometimes two. */
final class ServerDataSource {
    private static final String DEFAULT_HOST = "localhost";
    private static final int CONNECT_SECONDS = 10;
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private ServerDataSource() {}

    static PGSimpleDataSource of(DatabaseChoice.Server server) {
        DatabaseUrl url = server.url();
        PGSimpleDataSource source = new PGSimpleDataSource();
        String user = server.user() == null ? System.getProperty("user.name") : server.user();
        source.setUser(user);
        source.setDatabaseName(url.database() == null ? user : url.database());
        if (server.password() != null) {
            source.setPassword(server.password().secret());
        }
        source.setApplicationName("manticore");
        // With it, the driver sends the name when it connects, and not in another round trip.
        source.setAssumeMinServerVersion("9.0");
        // Detects that the machine of the server died: the operating system probes it and closes the connection.
        source.setTcpKeepAlive(true);
        limitConnecting(source, url);
        setParameters(source, url.parameters());
        setHosts(source, url.hosts());
        return source;
    }

    private static void setHosts(PGSimpleDataSource source, List<HostAndPort> hosts) {
        HostAndPort first = hosts.get(0);
        if (hosts.size() == 1 && first.isDirectory()) {
            UnixSocket.use(source, host(first), port(first));
            return;
        }
        if (hosts.stream().anyMatch(HostAndPort::isDirectory)) {
            throw ToolException.usage(
                    "One of several hosts is the directory of a Unix-domain socket: "
                            + String.join(
                                    ",",
                                    hosts.stream().map(ServerDataSource::host).toList()) + ".",
                    "Specify only the directory, or only hosts.");
        }
        source.setServerNames(hosts.stream().map(ServerDataSource::host).toArray(String[]::new));
        source.setPortNumbers(hosts.stream().mapToInt(ServerDataSource::port).toArray());
    }

    private static String host(HostAndPort server) {
        return server.host() == null ? DEFAULT_HOST : server.host();
    }

    private static int port(HostAndPort server) {
        return server.port() == null ? HostLists.DEFAULT_PORT : server.port();
    }

    /**
     * The driver's connect timeout covers the network connection to one host. Its login timeout covers everything,
     * including a server that accepts the connection and then does not answer. As with psql, a URL's
     * {@code connect_timeout} sets both.
     */
    private static void limitConnecting(PGSimpleDataSource source, DatabaseUrl url) {
        source.setConnectTimeout(CONNECT_SECONDS);
        int seconds = CONNECT_SECONDS;
        try {
            seconds = Integer.parseInt(url.parameters().getOrDefault("connectTimeout", ""));
        } catch (NumberFormatException none) {
            // The driver reports a malformed number.
        }
        source.setLoginTimeout(seconds * url.hosts().size());
    }

    private static void setParameters(PGSimpleDataSource source, Map<String, String> parameters) {
        checkSslMode(parameters.getOrDefault("sslmode", "prefer"));
        parameters.forEach((name, value) -> {
            try {
                source.setProperty(name, value);
            } catch (SQLException | IllegalArgumentException refused) {
                throw ToolException.usage(
                        "Unknown URL parameter '" + name + "'.",
                        "The parameters are those of the PostgreSQL JDBC driver, e.g. sslmode, connectTimeout and"
                                + " options.");
            }
        });
    }

    /** The driver would check it only when it connects. */
    private static void checkSslMode(String value) {
        if (!SSL_MODES.contains(value)) {
            throw ToolException.usage(
                    "Invalid URL parameter sslmode: '" + value + "'.",
                    "Use one of " + String.join(", ", SSL_MODES) + ".");
        }
    }
}
