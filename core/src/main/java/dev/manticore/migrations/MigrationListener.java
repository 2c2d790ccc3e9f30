package dev.manticore.migrations;

/**
 * Hears what a run does, while it does it.
 *
 * <p>Called in order and one at a time, on the thread that runs the migration: with the non-blocking migrator that may
 * be an event loop, so do not block there. What a listener throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface MigrationListener {

    void on(MigrationEvent event);
}
