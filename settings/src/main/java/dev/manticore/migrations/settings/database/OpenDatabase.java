package dev.manticore.migrations.settings.database;

import javax.sql.DataSource;

/**
 * A database that accepts connections until it is closed.
 *
 * @param release runs on close
 */
public record OpenDatabase(DataSource dataSource, Runnable release) implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}
