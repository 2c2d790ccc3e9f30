package dev.manticore.migrations.support;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database of a server, for one test alone. Whoever creates many closes them: each takes 8 MB of disk
 * until the JVM exits.
 *
 * @param user a superuser, who needs no password beyond the server's options
 * @param server who drops it
 */
public record TestDatabase(String host, int port, String name, String user, TestServer server)
        implements AutoCloseable {

    /** A database of the shared server. */
    public TestDatabase(String host, int port, String name, String user) {
        this(host, port, name, user, database -> PostgresServer.shared().drop(database));
    }

    /** The same database, reached at another place. */
    public TestDatabase at(String otherHost, int otherPort) {
        return new TestDatabase(otherHost, otherPort, name, user, server);
    }

    /** The same database for another user. */
    public TestDatabase as(String otherUser) {
        return new TestDatabase(host, port, name, otherUser, server);
    }

    /** Another database of the same server. */
    public TestDatabase named(String otherName) {
        return new TestDatabase(host, port, otherName, user, server);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(host, port, name, user) + options("&");
    }

    public String uri() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name) + options("?");
    }

    private String options(String separator) {
        return server.options().isEmpty() ? "" : separator + server.options();
    }

    /** Each connection is a new one. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        return source;
    }

    /** Drops the database, and with it the connections that are still open. */
    @Override
    public void close() {
        server.drop(this);
    }
}
