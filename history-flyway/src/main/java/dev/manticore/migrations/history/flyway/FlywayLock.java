package dev.manticore.migrations.history.flyway;

import static dev.manticore.migrations.spi.Sql.identifier;

/**
 * The advisory lock that Flyway holds while it migrates on PostgreSQL, as {@code pg_locks} shows it: "Flyway" in ASCII, plus
 * the hash of the table's name as Java has it for strings. It is the same whether the lock is the transaction's or, with
 * {@code postgresql.transactional.lock=false}, the session's.
 */
final class FlywayLock {
    private static final long FLYWAY = 0x46_6C_79_77_61_79L;

    private FlywayLock() {}

    static long key(String schema, String table) {
        return FLYWAY + (identifier(schema) + "." + identifier(table)).hashCode();
    }
}
