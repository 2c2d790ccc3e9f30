package dev.manticore.migrations.testing;

import dev.manticore.migrations.spi.Sql;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This program among those that have databases on the server. It holds a lock as long as it lives, and its databases have
 * the lock's number in their names: if nobody holds the lock, their program has ended, and the next one drops them.
 * Thread-safe.
 */
final class Fork implements AutoCloseable {
    private static final String PREFIX = "manticore_test_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Maintenance maintenance;
    private final int number;
    private final AtomicInteger copies = new AtomicInteger();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    private Fork(Maintenance maintenance, int number) {
        this.maintenance = maintenance;
        this.number = number;
    }

    static Fork register(Maintenance maintenance) {
        try {
            int number;
            do {
                number = RANDOM.nextInt(Integer.MAX_VALUE);
            } while (!lock(maintenance, number));
            Fork fork = new Fork(maintenance, number);
            fork.removeLeftovers();
            return fork;
        } catch (SQLException failure) {
            maintenance.close();
            throw Maintenance.refused("The test server cannot be used", failure);
        }
    }

    private static boolean lock(Maintenance maintenance, int number) throws SQLException {
        return maintenance
                .ask("SELECT pg_try_advisory_lock(hashtext('" + PREFIX + "'), ?)", number)
                .contains("t");
    }

    private void removeLeftovers() throws SQLException {
        List<String> numbers = maintenance.ask("SELECT DISTINCT split_part(datname, '_', 3) FROM pg_database"
                + " WHERE datname ~ '^" + PREFIX + "[0-9]+_[0-9]+$'");
        for (String other : numbers) {
            int ended = Integer.parseInt(other);
            if (ended != number && lock(maintenance, ended)) {
                for (String name : maintenance.ask(
                        "SELECT datname FROM pg_database WHERE starts_with(datname, ?)", PREFIX + other + "_")) {
                    dropDatabase(name);
                }
                maintenance.ask("SELECT pg_advisory_unlock(hashtext('" + PREFIX + "'), ?)", ended);
            }
        }
    }

    /** A copy of a database; empty if the original does not exist. */
    Optional<String> copy(String original, CopyStrategy strategy) {
        String name = PREFIX + number + "_" + copies.incrementAndGet();
        String sql = "CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE " + Sql.identifier(original);
        try {
            strategy.copy(maintenance, sql);
        } catch (SQLException failure) {
            if (Maintenance.DATABASE_IS_MISSING.equals(failure.getSQLState())) {
                return Optional.empty();
            }
            throw Maintenance.refused("The test database cannot be created", failure);
        }
        open.add(name);
        return Optional.of(name);
    }

    void drop(String name) {
        if (open.remove(name)) {
            try {
                dropDatabase(name);
            } catch (SQLException failure) {
                if (Maintenance.isLost(failure)) {
                    // The server has been stopped. If it comes back, the next program drops the database.
                    return;
                }
                throw Maintenance.refused("The test database " + name + " cannot be dropped", failure);
            }
        }
    }

    private void dropDatabase(String name) throws SQLException {
        maintenance.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(this::drop);
        maintenance.close();
    }
}
