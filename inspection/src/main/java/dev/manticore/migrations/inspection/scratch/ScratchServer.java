package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on which migrations can be tried: it makes databases that nobody else uses, and drops them in the end. What a
 * killed program left on a server of the user's own, the next one drops.
 *
 * <pre>{@code
 * try (ScratchServer server = ScratchServer.embedded().open();
 *         ScratchDatabase database = server.createEmpty()) {
 *     Migrator.builder(database.runner()).source(source).build().migrate();
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class ScratchServer implements AutoCloseable {
    private static final String PREFIX = "manticore_scratch_";
    /** The database to which nobody can connect, and which has what PostgreSQL brings and nothing else. */
    private static final String EMPTY = "template0";

    private final ServerConnection connection;
    private final OwnDatabases databases;
    private final ScratchRoles roles;
    private final NamedDatabases named;
    private final @Nullable Runnable stop;
    private String original = EMPTY;
    private Set<String> initialRoles = Set.of();

    private ScratchServer(
            ServerConnection connection, OwnDatabases databases, ScratchRoles roles, @Nullable Runnable stop) {
        this.connection = connection;
        this.databases = databases;
        this.roles = roles;
        this.named = new NamedDatabases(connection, stop != null);
        this.stop = stop;
    }

    /**
     * An embedded server, which starts when it is opened. Needs {@code manticore-migrations-embedded-postgres} on the class path.
     *
     * @throws IllegalStateException if that is missing
     */
    public static ScratchServerBuilder embedded() {
        try {
            return on(EmbeddedServer.temporary());
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "An embedded PostgreSQL needs manticore-migrations-embedded-postgres on the class path. Add it, or"
                            + " name a server of your own.",
                    missing);
        }
    }

    /** An embedded server as a builder describes it, which starts when it is opened, and stops when it is closed. */
    public static ScratchServerBuilder on(EmbeddedServerBuilder server) {
        return new ScratchServerBuilder(() -> {
            EmbeddedServer started = server.start();
            return new ScratchServerBuilder.Running(
                    DatabaseServer.at(started.jdbcUrl(), started.user(), started.password()), started::close);
        });
    }

    /**
     * A server that runs. The user needs the right to create databases, and to create roles if scripts mention some that are
     * missing. Nothing is done in databases that are there.
     */
    public static ScratchServerBuilder at(DatabaseServer server) {
        return new ScratchServerBuilder(() -> new ScratchServerBuilder.Running(server, null));
    }

    static ScratchServer open(DatabaseServer server, @Nullable Runnable stop) {
        ServerConnection connection = ServerConnection.to(server);
        OwnDatabases databases = OwnDatabases.register(connection, PREFIX);
        ScratchRoles roles = new ScratchRoles(connection, databases);
        try {
            roles.dropLeftovers();
        } catch (SQLException failure) {
            databases.close();
            throw ScratchException.refused("Roles that an earlier run has left cannot be dropped", failure);
        }
        return new ScratchServer(connection, databases, roles, stop);
    }

    /** Makes new databases copies of this one from now on. */
    void beginWith(ScratchDatabase prepared) {
        prepared.disconnect();
        original = prepared.name();
    }

    /** Takes the roles that are there now for those that no script creates. */
    void rememberRoles() {
        try {
            initialRoles = roles.all();
        } catch (SQLException failure) {
            throw ScratchException.refused("The roles of the server cannot be read", failure);
        }
    }

    /**
     * Drops the roles that scripts have created, and those that were created since scripts mention them, unless a database needs
     * them. Roles belong to the server: a script that creates one
     * would fail in the next database. On a server of the user's own those of scripts stay, since they may be somebody else's.
     *
     * @return those of scripts that are still there
     * @throws ScratchException if the server refuses
     */
    public List<String> dropRolesOfScripts() {
        try {
            named.drop();
            roles.dropOwn();
            if (stop != null) {
                for (String role : roles.ofScripts(initialRoles)) {
                    roles.dropIfUnused(role);
                }
            }
            return roles.ofScripts(initialRoles);
        } catch (SQLException failure) {
            throw ScratchException.refused("The roles that scripts have created cannot be dropped", failure);
        }
    }

    /** A database as the initial scripts make it; empty without any. */
    public ScratchDatabase createEmpty() {
        return copy(original);
    }

    /**
     * A copy of a database.
     *
     * @param database to which nobody is connected, but for connections that its runner keeps
     */
    public ScratchDatabase copyOf(ScratchDatabase database) {
        database.disconnect();
        return copy(database.name());
    }

    private ScratchDatabase copy(String from) {
        String name = databases
                .copy(from)
                .orElseThrow(() -> new IllegalStateException("The database " + from + " was dropped"));
        DataSource dataSource = connection.database(name);
        return new ScratchDatabase(name, dataSource, roles, named, () -> databases.drop(name));
    }

    /**
     * Creates the role that an SQL error names, if it says that a role does not exist: {@code NOLOGIN}, with the user as a member.
     * {@link ScratchDatabase#runner} does that by itself. The server has to speak English.
     *
     * @param sqlState null if the error has none
     * @param message as the server sent it
     * @return whether it was created, so that the statement is worth another attempt; false as well if the user must not
     */
    public boolean createMissingRole(@Nullable String sqlState, String message) {
        return roles.createMissing(sqlState, message);
    }

    /**
     * Drops the databases that are still there, and the roles that were created; stops an embedded server. A second call does
     * nothing.
     *
     * @throws ScratchException if a server of the user's own refuses
     */
    @Override
    public void close() {
        if (stop != null) {
            // Nothing of it stays.
            connection.close();
            stop.run();
            return;
        }
        Failures<ScratchException> failures = new Failures<>();
        try {
            databases.dropAll();
        } catch (ScratchException failure) {
            failures.add(failure);
        }
        try {
            roles.dropOwn();
        } catch (SQLException failure) {
            if (!ServerConnection.isLost(failure)) {
                failures.add(ScratchException.refused("The roles that were created cannot be dropped", failure));
            }
        } finally {
            connection.close();
        }
        failures.throwFirst();
    }

    /** The names of its databases. */
    @Override
    public String toString() {
        return "ScratchServer[" + PREFIX + databases.number() + "_..]";
    }
}
