package dev.manticore.migrations.application;

import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections of the migrations' own over JDBC. Needs the PostgreSQL driver. */
public final class OwnDataSource {
    private OwnDataSource() {}

    /**
     * A data source for a connection with a URL. It does not pool: a run uses one connection, sometimes two.
     *
     * @throws IllegalArgumentException if the driver refuses the URL; the message is no sentence, and tells nothing that may
     *     be secret
     */
    public static DataSource of(Connection connection) {
        String url = Objects.requireNonNull(connection.url(), "url");
        JdbcUrlCheck.check(url);
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        try {
            dataSource.setUrl(url);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the URL is malformed", malformed);
        }
        dataSource.setApplicationName("manticore");
        if (connection.user() != null) {
            dataSource.setUser(connection.user());
        }
        if (connection.password() != null) {
            dataSource.setPassword(connection.password());
        }
        return dataSource;
    }
}
