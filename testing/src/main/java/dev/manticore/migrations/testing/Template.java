package dev.manticore.migrations.testing;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ServerConnection;
import dev.manticore.migrations.spi.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The migrated database of which each test gets a copy. One program makes it, under a lock of the server; if that program
 * is killed, the next one makes it anew. When it is complete it is marked as a template, and nobody can connect to it, so
 * that it can be copied at any time. Thread-safe: the lock of the server keeps out other programs, not other threads.
 */
final class Template {
    private static final int KEPT = 3;

    private final ServerConnection server;
    private final MigrationState state;
    private final Consumer<DataSource> migrate;
    private @Nullable MigrationException failed;

    Template(ServerConnection server, MigrationState state, Consumer<DataSource> migrate) {
        this.server = server;
        this.state = state;
        this.migrate = migrate;
    }

    /**
     * Makes the template unless it exists.
     *
     * @return its name
     * @throws MigrationException if the migrations fail; they are not tried again for the next test
     */
    synchronized String ensure() {
        if (failed != null) {
            throw failed;
        }
        try {
            if (!isComplete()) {
                server.ask("SELECT pg_advisory_lock(hashtextextended(?, 0))", state.prefix());
                try {
                    if (!isComplete()) {
                        make();
                        removeOlder();
                    }
                } finally {
                    server.ask("SELECT pg_advisory_unlock(hashtextextended(?, 0))", state.prefix());
                }
            }
            return state.template();
        } catch (SQLException failure) {
            throw ScratchException.refused("The template for test databases cannot be made", failure);
        }
    }

    private boolean isComplete() throws SQLException {
        return !server.ask("SELECT datname FROM pg_database WHERE datname = ? AND datistemplate", state.template())
                .isEmpty();
    }

    private void make() throws SQLException {
        String name = Sql.identifier(state.template());
        server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        server.execute("CREATE DATABASE " + name + " TEMPLATE template0");
        try {
            migrate.accept(server.database(state.template()));
        } catch (MigrationException failure) {
            failed = failure;
            throw failure;
        }
        server.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false IS_TEMPLATE true");
    }

    /** Those that another program is copying stay until the next time. */
    private void removeOlder() throws SQLException {
        List<String> older = server.ask(
                "SELECT datname FROM pg_database WHERE starts_with(datname, ?) ORDER BY oid DESC OFFSET " + KEPT,
                state.prefix());
        for (String name : older) {
            server.execute("ALTER DATABASE " + Sql.identifier(name) + " WITH IS_TEMPLATE false");
            try {
                server.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name));
            } catch (SQLException failure) {
                if (!ServerConnection.IN_USE.equals(failure.getSQLState())) {
                    throw failure;
                }
            }
        }
    }
}
