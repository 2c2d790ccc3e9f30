package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigratorBuilder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet was built with.
 *
 * @param builders starts to build the migrator of a database
 * @param migrator what is set for each migrator
 * @param placeholder the placeholder that stands for the target's name; null if nobody has named one
 * @param atOnce how many targets are migrated at a time
 * @param perServer how many of those may be on one server
 * @param canary which targets go first
 * @param maxFailures after how many failures another one ends the call
 * @param listeners who is told
 * @param random from 0 (inclusive) to 1 (exclusive)
 */
record FleetSettings(
        Function<String, MigratorBuilder<TargetMigrator>> builders,
        Consumer<MigratorBuilder<?>> migrator,
        @Nullable String placeholder,
        int atOnce,
        int perServer,
        Canary canary,
        int maxFailures,
        List<FleetListener> listeners,
        DoubleSupplier random) {

    FleetSettings {
        listeners = List.copyOf(listeners);
    }

    /** Which targets go first. */
    sealed interface Canary {
        /** The first targets of a call. */
        record First(int count) implements Canary {}

        /** The targets of these names. */
        record Named(List<String> names) implements Canary {
            public Named {
                names = List.copyOf(names);
            }
        }
    }
}
