package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.Sql;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases that this program has on a server for a while, beside those of other programs. It holds a lock as long as it
 * lives, and its databases have the lock's number in their names: if nobody holds the lock, their program has ended, and the
 * next one drops them. Thread-safe.
 */
public final class OwnDatabases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    /** A regular expression: longer numbers are those of somebody else. */
    static final String NUMBER = "[0-9]{1,10}";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerConnection server;
    private final String prefix;
    private final int number;
    private final AtomicInteger copies = new AtomicInteger();
    private final Map<String, CopyStrategy> strategies = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    private OwnDatabases(ServerConnection server, String prefix, int number) {
        this.server = server;
        this.prefix = prefix;
        this.number = number;
    }

    /**
     * Registers this program, and drops the databases of those that have ended.
     *
     * @param server is closed with the result, or if this fails
     * @param prefix what the names of all such databases begin with, e.g. {@code manticore_test_}: small letters and
     *     underscores
     * @throws ScratchException if the server refuses
     */
    public static OwnDatabases register(ServerConnection server, String prefix) {
        try {
            int number;
            do {
                number = RANDOM.nextInt(Integer.MAX_VALUE);
            } while (!lock(server, prefix, number));
            OwnDatabases databases = new OwnDatabases(server, prefix, number);
            databases.removeLeftovers();
            return databases;
        } catch (SQLException failure) {
            server.close();
            throw ScratchException.refused("The server cannot be used", failure);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static boolean lock(ServerConnection server, String prefix, int number) throws SQLException {
        return server.ask("SELECT pg_try_advisory_lock(hashtext('" + prefix + "'), ?)", number)
                .contains("t");
    }

    /** The number of this program, which no other has at the same time. */
    int number() {
        return number;
    }

    /**
     * Does something for a program if it has ended, while nobody else can do that. What the server refuses, another user may be able to
     * do: it stays, and nobody is kept from working.
     *
     * @param other its number; another program's names may have one that no program of ours can have
     */
    void ifEnded(long other, Cleaning cleaning) throws SQLException {
        if (other != number && other <= Integer.MAX_VALUE && lock(server, prefix, (int) other)) {
            try {
                if (!isLockedElsewhere(other)) {
                    cleaning.clean();
                }
            } catch (SQLException refused) {
                if (ServerConnection.isLost(refused)) {
                    throw refused;
                }
                LOG.warn("What a program has left on the server stays there: {}", refused.getMessage());
            } finally {
                server.ask("SELECT pg_advisory_unlock(hashtext('" + prefix + "'), ?)", (int) other);
            }
        }
    }

    /** A lock belongs to a database: a program that may not connect to {@code postgres} has locked its number in another one. */
    private boolean isLockedElsewhere(long other) throws SQLException {
        return server.ask(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
                                + " AND classid::bigint = hashtext('" + prefix + "')::bigint & 4294967295"
                                + " AND objid::bigint = ? AND pid <> pg_backend_pid())",
                        other)
                .contains("t");
    }

    /** What is done for a program that has ended. */
    interface Cleaning {
        void clean() throws SQLException;
    }

    private void removeLeftovers() throws SQLException {
        List<String> numbers = server.ask(
                "SELECT DISTINCT split_part(substr(datname, length(?) + 1), '_', 1) FROM pg_database WHERE datname ~ ?",
                prefix,
                "^" + prefix + NUMBER + "_" + NUMBER + "$");
        for (String other : numbers) {
            for (String name : server.ask(
                    "SELECT datname FROM pg_database WHERE datname ~ ?", "^" + prefix + other + "_" + NUMBER + "$")) {
                ifEnded(Long.parseLong(other), () -> dropDatabase(name));
            }
        }
    }

    /**
     * Creates a copy of a database.
     *
     * @param original to which nobody is connected
     * @return its name; empty if the original does not exist
     * @throws ScratchException if the server refuses
     */
    public Optional<String> copy(String original) {
        String name = prefix + number + "_" + copies.incrementAndGet();
        String sql = "CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE " + Sql.identifier(original);
        try {
            strategies.computeIfAbsent(original, unknown -> new CopyStrategy()).copy(server, sql);
        } catch (SQLException failure) {
            if (ServerConnection.DATABASE_IS_MISSING.equals(failure.getSQLState())) {
                return Optional.empty();
            }
            throw ScratchException.refused("The database " + name + " cannot be created", failure);
        }
        open.add(name);
        return Optional.of(name);
    }

    /**
     * Drops a database, and with it the connections to it. Does nothing if it was dropped before.
     *
     * @throws ScratchException if the server refuses; not if it has been stopped
     */
    public void drop(String name) {
        if (open.remove(name)) {
            try {
                dropDatabase(name);
            } catch (SQLException failure) {
                if (ServerConnection.isLost(failure)) {
                    // The server has been stopped. If it comes back, the next program drops the database.
                    return;
                }
                throw ScratchException.refused("The database " + name + " cannot be dropped", failure);
            }
        }
    }

    private void dropDatabase(String name) throws SQLException {
        server.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    }

    /**
     * Drops all databases. One that cannot be dropped keeps no other from that.
     *
     * @throws ScratchException the first failure, with the others among its suppressed ones
     */
    void dropAll() {
        Failures<ScratchException> failures = new Failures<>();
        for (String name : List.copyOf(open)) {
            try {
                drop(name);
            } catch (ScratchException failure) {
                failures.add(failure);
            }
        }
        failures.throwFirst();
    }

    /** Drops all databases, and closes the connection. */
    @Override
    public void close() {
        try {
            dropAll();
        } finally {
            server.close();
        }
    }
}
