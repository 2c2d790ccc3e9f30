package dev.manticore.migrations.vertx;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.MigrationSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * A migration whose work is non-blocking Java code over the Vert.x PostgreSQL client, for a {@link VertxMigrator}. The
 * class name says which migration it is, as the name of a script does:
 *
 * <pre>{@code
 * public final class V3__Backfill_totals implements VertxMigration {
 *
 *     public Future<Void> migrate(SqlConnection connection) {
 *         return connection.query("SELECT id, lines FROM orders").execute()
 *                 .compose(orders -> connection
 *                         .preparedQuery("UPDATE orders SET total = $1 WHERE id = $2")
 *                         .executeBatch(Totals.of(orders)))
 *                 .mapEmpty();
 *     }
 * }
 * }</pre>
 *
 * <p>The code and the history row are one transaction, which the run commits if the future succeeds, and rolls back if
 * it fails. As for a script, the lease is renewed meanwhile, and a run that has lost it does not commit.
 *
 * <p><b>The code may be called again</b>, in a new transaction: after a serialization failure or a deadlock (SQLSTATE
 * 40001, 40P01), after a lost connection, and in the next run. Changes outside of the transaction, such as files,
 * messages or calls of other services, are not taken back.
 *
 * <p>Give it to {@link dev.manticore.migrations.MigratorBuilder#codeMigration}, add it to Dagger's set of {@code
 * VertxMigration}, or list it as a service, see {@link #services()}.
 */
public interface VertxMigration extends CodeMigration {

    /**
     * Starts the work. Called on the event loop of the connection, which it must not block.
     *
     * <p>The connection may be used until the future completes. Its methods {@code begin} and {@code close} fail, and so do
     * the setters of its handlers, since transaction and connection belong to the run. If the transaction is ended by
     * SQL, the run is refused, but what was committed stays. Settings, temporary tables and the role of the session are
     * reset afterwards, and the connection is not given back to its pool.
     *
     * <p>If the run is cancelled, the statement in progress is cancelled, and the connection is closed after 5 s. The run
     * then ends even if the future does not complete.
     *
     * @return fails to roll back and stop the run; the failure becomes the cause of the run's exception. Never null
     */
    Future<Void> migrate(SqlConnection connection);

    /** A migration that can be reverted. */
    interface WithUndo extends VertxMigration {

        /** Reverts the migration, under the same rules as {@link #migrate}. */
        Future<Void> undo(SqlConnection connection);

        @Override
        default boolean hasUndo() {
            return true;
        }
    }

    /**
     * A source of the migrations that are listed as services: in {@code
     * META-INF/services/dev.manticore.migrations.vertx.VertxMigration}, or with {@code provides} in a module. They are
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
        return MigrationSource.ofServices(VertxMigration.class, () -> ServiceLoader.load(VertxMigration.class, loader));
    }
}
