package dev.manticore.migrations.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One embedded PostgreSQL for all tests of a JVM, on the loopback interface alone. It starts when it is first asked for
 * and stops with the JVM. Which server it is, the build decides: {@code -Dmanticore.test.postgres=14} takes the oldest.
 */
public final class PostgresServer {

    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";
    private static final int FIRST_WITH_STRATEGY = 15;

    private final EmbeddedPostgres server;
    private final int majorVersion;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            this.majorVersion = connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** The server of this JVM, started by the first caller. */
    public static PostgresServer shared() {
        return Shared.INSTANCE;
    }

    public int majorVersion() {
        return majorVersion;
    }

    /** A database that nobody else has seen. */
    public TestDatabase newDatabase() {
        return newDatabase("template0");
    }

    /** A copy of a database that nobody is connected to. */
    public TestDatabase copyOf(TestDatabase original) {
        return newDatabase(original.name());
    }

    private TestDatabase newDatabase(String template) {
        String name = "test_" + databases.incrementAndGet();
        // Copying files takes a ninth of the time of the default, which writes them to the log. Nobody can
        // connect to template0: tests can create databases at the same time.
        String strategy = majorVersion < FIRST_WITH_STRATEGY ? "" : " STRATEGY file_copy";
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
        return new TestDatabase(HOST, server.getPort(), name, USER);
    }

    void drop(TestDatabase database) {
        execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The test server refused: " + sql, failure);
        }
    }

    private static PostgresServer start() {
        try {
            requireNotRoot();
            // Nothing of this survives a crash, and need not.
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", HOST)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The embedded PostgreSQL started, but does not answer", failure);
        }
    }

    /** Fails with the way out where no server can be started. */
    static void requireNotRoot() throws IOException {
        if (isRoot() && !LinuxUtils.isUnshareAvailable()) {
            throw new IllegalStateException(
                    "PostgreSQL does not run as root, and 'unshare -U' is not permitted here. Run the build as"
                            + " another user: setpriv --reuid=1000 --regid=1000 --clear-groups mvn verify");
        }
    }

    static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    private static final class Shared {
        static final PostgresServer INSTANCE = start();
    }
}
