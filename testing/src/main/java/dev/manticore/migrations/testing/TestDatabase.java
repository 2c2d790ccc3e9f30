package dev.manticore.migrations.testing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database for one test, dropped when it is closed. Thread-safe. */
public final class TestDatabase implements AutoCloseable {
    private final TestServer.Address server;
    private final String name;
    private final Runnable drop;

    TestDatabase(TestServer.Address server, String name, Runnable drop) {
        this.server = server;
        this.name = name;
        this.drop = drop;
    }

    public String name() {
        return name;
    }

    /** The role; null if the server's URL does not name one. */
    public @Nullable String user() {
        return source().getUser();
    }

    /** The password; null if there is none. */
    public @Nullable String password() {
        return source().getPassword();
    }

    /** The JDBC address, with the parameters of the server's, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrlOf(name);
    }

    /** The address for clients other than JDBC, {@code postgresql://user:password@host:port/name?sslmode=MODE}. */
    public URI uri() {
        PGSimpleDataSource source = source();
        String user = source.getUser();
        String password = source.getPassword();
        String login = user == null ? "" : escaped(user) + (password == null ? "" : ":" + escaped(password)) + "@";
        String sslMode = source.getSslMode();
        return URI.create("postgresql://" + login + source.getServerNames()[0] + ":" + source.getPortNumbers()[0] + "/"
                + name + (sslMode == null ? "" : "?sslmode=" + sslMode));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The schemas in which statements look for tables; null for the server's default. */
    @Nullable
    String searchPath() {
        return source().getCurrentSchema();
    }

    /** The database. Each connection is a new one. */
    public DataSource dataSource() {
        return source();
    }

    private PGSimpleDataSource source() {
        return (PGSimpleDataSource) server.server().database(name);
    }

    /** A new connection. */
    public Connection connect() throws SQLException {
        return source().getConnection();
    }

    /** Drops the database, and with it the connections that are still open. A second call does nothing. */
    @Override
    public void close() {
        drop.run();
    }

    @Override
    public String toString() {
        return "TestDatabase[" + name + "]";
    }
}
