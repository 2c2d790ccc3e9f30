package dev.manticore.migrations.support;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database of the shared server, for one test alone. Whoever creates many closes them: each takes 8 MB of disk
 * until the JVM exits.
 *
 * @param user a superuser, who needs no password
 */
public record TestDatabase(String host, int port, String name, String user) implements AutoCloseable {

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(host, port, name, user);
    }

    public String uri() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name);
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
        PostgresServer.shared().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
