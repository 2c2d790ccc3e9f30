package dev.manticore.migrations.testing;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server on which test databases are created. The user must be allowed to create databases.
 *
 * <p>A class that implements it may be named in {@link MigratedDatabase#server()}; it then needs a constructor without
 * parameters. It is called when the first database is needed, once for each set of migrations.
 */
@FunctionalInterface
public interface TestServer {

    /** A database of the server, from which the others are managed; nothing is created in it. Starts the server if needed. */
    Address address();

    /**
     * Where a server is.
     *
     * @param jdbcUrl of a database that stays, e.g. {@code jdbc:postgresql://localhost/postgres}
     * @param user null if the URL has it
     * @param password null if none is needed, or if the URL has it
     */
    record Address(
            String jdbcUrl, @Nullable String user, @Nullable String password) {

        /** The server, on which databases can be created. */
        DatabaseServer server() {
            return DatabaseServer.at(jdbcUrl, user, password);
        }

        /** The address of another database of the server, without user and password. */
        String jdbcUrlOf(String database) {
            int query = jdbcUrl.indexOf('?');
            String path = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
            String parameters = query < 0
                    ? ""
                    : Arrays.stream(jdbcUrl.substring(query + 1).split("&"))
                            .filter(it -> !it.startsWith("user=") && !it.startsWith("password="))
                            .collect(Collectors.joining("&"));
            int slash = path.lastIndexOf('/');
            String server = path.substring(0, slash < 0 ? path.lastIndexOf(':') + 1 : slash + 1);
            return server + database + (parameters.isEmpty() ? "" : "?" + parameters);
        }

        /** Without the password, which a URL may have as well. */
        @Override
        public String toString() {
            return server().toString();
        }
    }

    /** A server that runs. */
    static TestServer at(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return () -> new Address(jdbcUrl, user, password);
    }

    /**
     * A server that runs when the first database is needed, such as a container:
     * {@code TestServer.at(postgres::getJdbcUrl, postgres::getUsername, postgres::getPassword)}.
     */
    static TestServer at(Supplier<String> jdbcUrl, Supplier<String> user, Supplier<String> password) {
        return () -> new Address(jdbcUrl.get(), user.get(), password.get());
    }

    /** A new embedded server, which starts when it is asked for its address and ends with the JVM. */
    static TestServer embedded() {
        return new TestServer() {
            private @Nullable Address address;

            @Override
            public synchronized Address address() {
                if (address == null) {
                    EmbeddedServer server = EmbeddedServer.temporary()
                            .setting("max_connections", "200")
                            .start();
                    address = new Address(server.jdbcUrl(), server.user(), server.password());
                }
                return address;
            }
        };
    }
}
