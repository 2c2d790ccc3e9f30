package dev.manticore.migrations.quarkus;

/**
 * The migrations of a data source failed, or its settings are wrong. The message is the whole report: the file with line and
 * column, the server's answer, what was applied before, and what to do. The cause is the {@link
 * dev.manticore.migrations.MigrationException}, unless a setting is wrong.
 */
public final class MigrationsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String dataSource;

    /** Creates one with a report that is not empty. */
    public MigrationsFailedException(String dataSource, String report, Throwable cause) {
        super(report, cause);
        this.dataSource = dataSource;
    }

    /** The name of the data source; {@code <default>} for the default one. */
    public String dataSource() {
        return dataSource;
    }
}
