package dev.manticore.migrations.inspection.scratch;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server on which databases can be created. Thread-safe. Its {@code toString} says in messages where it is, without
 * a password.
 */
public interface DatabaseServer {

    /** A database that is there, and in which nothing is created. */
    DataSource initial();

    /** The database of a name, whether or not it exists yet. The name is not quoted. */
    DataSource database(String name);

    /**
     * The server of a URL.
     *
     * @param jdbcUrl of a database that is there, e.g. {@code jdbc:postgresql://localhost/postgres}
     * @param user null if the URL has it
     * @param password null if none is needed, or if the URL has it
     */
    static DatabaseServer at(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return new DatabaseServer() {
            @Override
            public PGSimpleDataSource initial() {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(jdbcUrl);
                if (user != null) {
                    source.setUser(user);
                }
                if (password != null) {
                    source.setPassword(password);
                }
                return source;
            }

            @Override
            public PGSimpleDataSource database(String name) {
                PGSimpleDataSource source = initial();
                source.setDatabaseName(name);
                return source;
            }

            @Override
            public String toString() {
                return jdbcUrl.replaceAll("\\?.*", "");
            }
        };
    }
}
