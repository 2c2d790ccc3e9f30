package dev.manticore.migrations.embedded;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A running PostgreSQL that needs no installation. It listens on the loopback interface only, and has one database,
 * {@code postgres}, and one role, which must give a password.
 *
 * <pre>{@code
 * try (EmbeddedServer server = EmbeddedServer.temporary().start()) {
 *     DataSource database = server.dataSource();
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
    /** The only interface on which it listens. */
    public static final String HOST = "127.0.0.1";

    /** The database that is there from the beginning. */
    public static final String DATABASE = "postgres";

    private final Path directory;
    private final String version;
    private final Login login;
    private final @Nullable ServerStop stop;

    EmbeddedServer(Path directory, String version, Login login, @Nullable ServerStop stop) {
        this.directory = directory;
        this.version = version;
        this.login = login;
        this.stop = stop;
    }

    /**
     * A server that keeps its data.
     *
     * @param directory is created if it does not exist; the data is in its subdirectory {@code data}, the log in
     *     {@code server.log}. One run at a time can use it
     */
    public static EmbeddedServerBuilder in(Path directory) {
        return new EmbeddedServerBuilder(directory);
    }

    /**
     * A server whose data is deleted when it is closed. It is faster than one that keeps its data, since it does not wait
     * for the disk.
     */
    public static EmbeddedServerBuilder temporary() {
        return new EmbeddedServerBuilder(null);
    }

    /**
     * Stops the server of a directory, whoever started it with {@link EmbeddedServerBuilder#startDetached()}. Open
     * sessions are closed. The data stays.
     *
     * @return false if there was none
     * @throws EmbeddedServerException if a run of another process uses the server, or if it does not stop
     */
    public static boolean stop(Path directory) {
        return DetachedServer.stop(new ServerDirectory(directory));
    }

    public int port() {
        return login.port();
    }

    /** The role: a superuser unless the builder chose another one. */
    public String user() {
        return login.user();
    }

    public String password() {
        return login.password();
    }

    /** The server's version, e.g. {@code 18.6}. */
    public String version() {
        return version;
    }

    /** The directory of data and log. */
    public Path directory() {
        return directory;
    }

    /** The address of the database {@link #DATABASE}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + DATABASE;
    }

    /** The database {@link #DATABASE}. Each connection is a new one. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(DATABASE);
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /**
     * Stops the server unless it is detached. Open sessions are closed. A second call does nothing.
     *
     * @throws EmbeddedServerException if it does not stop
     */
    @Override
    public void close() {
        if (stop != null) {
            stop.run();
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "EmbeddedServer[" + jdbcUrl() + ", directory=" + directory + "]";
    }
}
