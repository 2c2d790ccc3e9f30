package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigratorBuilder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects a fleet's settings. Not thread-safe; may be used to build several fleets.
 *
 * @param <F> the type of the fleet
 */
public final class FleetBuilder<F> {

    FleetBuilder() {}

    /**
     * Sets what is set for each target's migrator: sources, timeouts, placeholders, and so on. The fleet then sets the schema
     * and the placeholder for the target's name. Required, since a migrator needs a source.
     *
     * @param settings called once for each target of a call, on any thread, several at once. It has to give all of them the
     *     same sources: they are read for the first target only
     */
    public FleetBuilder<F> migrator(Consumer<MigratorBuilder<?>> settings) {
        return this;
    }

    /**
     * Names the placeholder whose value is the target's name, and turns placeholders on. Default: {@code tenant}, where
     * {@link #migrator} turns placeholders on; otherwise scripts are sent as they are.
     */
    public FleetBuilder<F> placeholder(String name) {
        return this;
    }

    /** Sets how many targets are migrated at a time, at least 1. Default: 8. */
    public FleetBuilder<F> atOnce(int targets) {
        return this;
    }

    /**
     * Sets how many targets of one server are migrated at a time, at least 1. Default: 4. A run needs one connection, and a
     * second one while a statement takes long.
     */
    public FleetBuilder<F> perServer(int targets) {
        return this;
    }

    /**
     * Migrates these targets first. If one of them fails, no other target is begun. A call that is given targets without one of
     * these names is refused. Default: none. The last call of this method and {@link #canary(int)} counts.
     *
     * @param names names of targets
     */
    public FleetBuilder<F> canary(List<String> names) {
        return this;
    }

    /** Like {@link #canary(List)}, with the first targets of the call; 0 for none. */
    public FleetBuilder<F> canary(int targets) {
        return this;
    }

    /**
     * Begins no further target once more targets than this have failed. Those under way go on to their end. Default: no limit.
     *
     * @param targets 0 to stop after the first failure
     */
    public FleetBuilder<F> maxFailures(int targets) {
        return this;
    }

    /** Adds a listener. */
    public FleetBuilder<F> listener(FleetListener listener) {
        return this;
    }

    /**
     * Builds the fleet.
     *
     * @throws IllegalStateException if {@link #migrator} was not called
     */
    public F build() {
        throw new UnsupportedOperationException();
    }
}
