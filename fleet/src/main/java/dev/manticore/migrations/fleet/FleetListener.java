package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationEvent;

/**
 * Receives what happens while a fleet is migrated.
 *
 * <p>Calls come on the threads of the runs, one at a time: the others wait until a listener returns. A runtime exception of
 * a listener is logged and otherwise ignored.
 */
public interface FleetListener {

    /** A target is begun: its run starts now. Targets that are known to be up to date are not begun. */
    default void began(FleetTarget target) {}

    /** An event of a target's run. */
    default void on(FleetTarget target, MigrationEvent event) {}

    /** A target has ended, or will not be begun. Called once for each target of the call, in any order. */
    default void ended(TargetResult result) {}
}
