package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The run was interrupted, or its executor rejects tasks.
 *
 * <p>If an interrupt arrives while a statement of a script is under way, the statement is cancelled on the server
 * (PostgreSQL only). If it does not end within 5 s, its connection is closed. An atomic script is then rolled back. A
 * stepwise script saves its progress, and the next run continues it. The lease is released.
 *
 * <p>If the executor rejects tasks, the run cannot release the lease, which then expires by itself. The report is empty
 * even if steps were completed.
 */
public final class RunInterruptedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.runInterrupted(this);
    }
}
