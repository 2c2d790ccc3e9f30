package dev.manticore.migrations;

/**
 * Receives the events of a run while it runs.
 *
 * <p>Events arrive in order, one at a time per run. {@link Migrator} calls listeners on the thread that called it;
 * {@link AsyncMigrator} calls them on the run's thread. Only {@link MigrationEvent.StatementBlocked} comes on another
 * thread, while the run's waits for the database. The run waits until the listener returns. A runtime exception from a
 * listener is logged and otherwise ignored.
 */
@FunctionalInterface
public interface MigrationListener {

    /** Receives the next event. */
    void on(MigrationEvent event);

    /**
     * Whether this listener may stop the run between two migrations, e.g. by an interrupt. If it does, no two migrations are
     * sent in one message: what is behind the one that it is told of was not begun then.
     *
     * <p>Default: false.
     */
    default boolean mayStopRun() {
        return false;
    }
}
