package dev.manticore.migrations.it.api;

import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to get at a database.
 *
 * @param password null when the server trusts the user
 * @param poolSize empty for connections that are not kept: whoever migrates gets a new one
 * @param initSql run in each new connection, as a pool does; null for nothing
 */
public record Access(
        TestDatabase database,
        @Nullable String password,
        OptionalInt poolSize,
        @Nullable String initSql) {
    /** How long to wait for a connection of a pool. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    public static Access to(TestDatabase database) {
        return new Access(database, null, OptionalInt.empty(), null);
    }

    public Access password(String secret) {
        return new Access(database, secret, poolSize, initSql);
    }

    public Access poolOf(int size) {
        return new Access(database, password, OptionalInt.of(size), initSql);
    }

    public Access initSql(String sql) {
        return new Access(database, password, poolSize, sql);
    }
}
