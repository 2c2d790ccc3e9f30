package dev.manticore.migrations.inspection.scratch;

import java.sql.SQLException;

/**
 * How databases are copied. Copying files needs two checkpoints, which cost much on some servers and nothing on others;
 * writing all blocks to the log costs more the larger the database is. So each way is tried once, and the faster one is
 * taken from then on. Thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createdatabase.html">CREATE DATABASE, STRATEGY</a>
 */
final class CopyStrategy {
    private long files = -1;
    private long log = -1;

    /**
     * Copies a database.
     *
     * @param sql a {@code CREATE DATABASE} to which a strategy can be added
     */
    synchronized void copy(ServerConnection server, String sql) throws SQLException {
        if (!server.hasStrategies()) {
            server.execute(sql);
            return;
        }
        boolean byFiles = files < 0 || (log >= 0 && files <= log);
        long start = System.nanoTime();
        server.execute(sql + " STRATEGY " + (byFiles ? "file_copy" : "wal_log"));
        long taken = System.nanoTime() - start;
        if (byFiles && files < 0) {
            files = taken;
        } else if (log < 0) {
            log = taken;
        }
    }
}
