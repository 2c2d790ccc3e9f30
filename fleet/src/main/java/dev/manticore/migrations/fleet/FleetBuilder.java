package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.fleet.FleetSettings.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects a fleet's settings. Not thread-safe; may be used to build several fleets.
 *
 * @param <F> the type of the fleet
 */
public final class FleetBuilder<F> {

    private final Function<String, MigratorBuilder<TargetMigrator>> builders;
    private final Function<FleetCalls, F> factory;
    private final List<FleetListener> listeners = new ArrayList<>();
    private @Nullable Consumer<MigratorBuilder<?>> migrator;
    private @Nullable String placeholder;
    private int atOnce = 8;
    private int perServer = 4;
    private Canary canary = new Canary.First(0);
    private int maxFailures = Integer.MAX_VALUE;

    FleetBuilder(Function<String, MigratorBuilder<TargetMigrator>> builders, Function<FleetCalls, F> factory) {
        this.builders = builders;
        this.factory = factory;
    }

    /**
     * Sets what is set for each target's migrator: sources, timeouts, placeholders, and so on. The fleet then sets the schema
     * and the placeholder for the target's name. Required, since a migrator needs a source.
     *
     * @param settings called once for each target of a call, on any thread, several at once. It has to give all of them the
     *     same sources: they are read for the first target only
     */
    public FleetBuilder<F> migrator(Consumer<MigratorBuilder<?>> settings) {
        this.migrator = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Names the placeholder whose value is the target's name, and turns placeholders on. Default: {@code tenant}, where
     * {@link #migrator} turns placeholders on; otherwise scripts are sent as they are.
     */
    public FleetBuilder<F> placeholder(String name) {
        this.placeholder = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sets how many targets are migrated at a time, at least 1. Default: 8. */
    public FleetBuilder<F> atOnce(int targets) {
        this.atOnce = atLeast(1, "atOnce", targets);
        return this;
    }

    /**
     * Sets how many targets of one server are migrated at a time, at least 1. Default: 4. A run needs one connection, and a
     * second one while a statement takes long.
     */
    public FleetBuilder<F> perServer(int targets) {
        this.perServer = atLeast(1, "perServer", targets);
        return this;
    }

    /**
     * Migrates these targets first. If one of them fails, no other target is begun. A call that is given targets without one of
     * these names is refused. Default: none. The last call of this method and {@link #canary(int)} counts.
     *
     * @param names names of targets
     */
    public FleetBuilder<F> canary(List<String> names) {
        this.canary = new Canary.Named(names);
        return this;
    }

    /** Like {@link #canary(List)}, with the first targets of the call; 0 for none. */
    public FleetBuilder<F> canary(int targets) {
        this.canary = new Canary.First(atLeast(0, "canary", targets));
        return this;
    }

    /**
     * Begins no further target once more targets than this have failed. Those under way go on to their end. Default: no limit.
     *
     * @param targets 0 to stop after the first failure
     */
    public FleetBuilder<F> maxFailures(int targets) {
        this.maxFailures = atLeast(0, "maxFailures", targets);
        return this;
    }

    /** Adds a listener. */
    public FleetBuilder<F> listener(FleetListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Builds the fleet.
     *
     * @throws IllegalStateException if {@link #migrator} was not called
     */
    public F build() {
        if (migrator == null) {
            throw new IllegalStateException("a fleet needs the settings of its migrators; set them with migrator(..)");
        }
        return factory.apply(new FleetCalls(new FleetSettings(
                builders,
                migrator,
                placeholder,
                atOnce,
                perServer,
                canary,
                maxFailures,
                listeners,
                () -> ThreadLocalRandom.current().nextDouble())));
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
        return value;
    }
}
