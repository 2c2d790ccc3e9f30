package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.MigrationSource;
import java.sql.Connection;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * A migration whose work is Java code over JDBC, for a {@link dev.manticore.migrations.Migrator} over a
 * {@link JdbcTxRunner}. The class name says which migration it is, as the name of a script does:
 *
 * <pre>{@code
 * public final class V3__Hash_passwords implements JdbcMigration {
 *
 *     public void migrate(Connection connection) throws SQLException {
 *         try (Statement read = connection.createStatement();
 *                 PreparedStatement write = connection.prepareStatement("UPDATE users SET hash = ? WHERE id = ?");
 *                 ResultSet users = read.executeQuery("SELECT id, password FROM users")) {
 *             while (users.next()) {
 *                 write.setString(1, Passwords.hash(users.getString("password")));
 *                 write.setLong(2, users.getLong("id"));
 *                 write.addBatch();
 *             }
 *             write.executeBatch();
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The code and the history row are one transaction, which the run commits if the code returns, and rolls back if it
 * throws anything. As for a script, the lease is renewed meanwhile, and a run that has lost it does not commit.
 *
 * <p><b>The code may be called again</b>, in a new transaction: after a serialization failure or a deadlock (SQLSTATE
 * 40001, 40P01), after a lost connection, and in the next run. Changes outside of the transaction, such as files,
 * messages or calls of other services, are not taken back.
 *
 * <p>Give it to {@link dev.manticore.migrations.MigratorBuilder#codeMigration}, add it to Dagger's set of {@code
 * JdbcMigration}, or list it as a service, see {@link #services()}.
 */
public interface JdbcMigration extends CodeMigration {

    /**
     * Does the work. Called on the run's thread, which is the caller's of {@code Migrator.migrate}.
     *
     * <p>The connection has autocommit off. Statements, savepoints and cursors with a fetch size can be used, and {@link
     * Connection#unwrap} leads to the driver's connection. Calls that would commit, roll back or close it throw an
     * {@link java.sql.SQLException}; so do all calls after this method has returned. If the transaction is ended by SQL,
     * the run is refused, but what was committed stays. Settings, temporary tables and the role of the session are reset
     * afterwards, and the connection is not given back to its pool.
     *
     * <p>If the run is interrupted, the thread has its interrupt flag set, the statement in progress is cancelled, and
     * the connection is closed after 5 s.
     *
     * @throws Exception to roll back and stop the run; it becomes the cause of the run's exception
     */
    void migrate(Connection connection) throws Exception;

    /** A migration that can be reverted. */
    interface WithUndo extends JdbcMigration {

        /** Reverts the migration, under the same rules as {@link #migrate}. */
        void undo(Connection connection) throws Exception;

        @Override
        default boolean hasUndo() {
            return true;
        }
    }

    /**
     * A source of the migrations that are listed as services: in {@code
     * META-INF/services/dev.manticore.migrations.jdbc.JdbcMigration}, or with {@code provides} in a module. They are
     * found with the calling thread's context class loader, which is determined now. Each operation creates them anew.
     *
     * <p>A migrator does not look for services by itself, since they would be applied to every database of the program.
     */
    static MigrationSource services() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return services(loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    /** Like {@link #services()}, with a class loader. */
    static MigrationSource services(ClassLoader loader) {
        Objects.requireNonNull(loader, "loader");
        return MigrationSource.ofServices(JdbcMigration.class, () -> ServiceLoader.load(JdbcMigration.class, loader));
    }
}
