package dev.manticore.migrations.cli.database;

import javax.sql.DataSource;

/**
 * A database that can be connected to, until it is closed.
 *
 * @param release what has to be done afterwards
 */
public record OpenDatabase(DataSource dataSource, Runnable release) implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}
