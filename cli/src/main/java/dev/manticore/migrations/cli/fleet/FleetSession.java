package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.session.OpenSources;
import java.util.List;

/** The targets of a fleet with their open sources and databases. Closing it closes both. */
public final class FleetSession implements AutoCloseable {
    private final FleetBuilder<Fleet> builder;
    private final List<FleetTarget> targets;
    private final OpenSources sources;
    private final Databases databases;

    FleetSession(FleetBuilder<Fleet> builder, List<FleetTarget> targets, OpenSources sources, Databases databases) {
        this.builder = builder;
        this.targets = List.copyOf(targets);
        this.sources = sources;
        this.databases = databases;
    }

    /** A builder with everything that the settings say. */
    public FleetBuilder<Fleet> builder() {
        return builder;
    }

    public List<FleetTarget> targets() {
        return targets;
    }

    @Override
    public void close() {
        try (sources;
                databases) {
            // In reverse order of opening.
        }
    }
}
