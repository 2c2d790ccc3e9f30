package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.History;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The version at which a database is. */
final class CurrentVersion {
    private CurrentVersion() {}

    /** The highest version of the history as it was read last, and of what the run has done since; null if there is none. */
    static @Nullable MigrationId of(History history, MigrationReport since) {
        TreeSet<Version> versions = new TreeSet<>();
        history.entries().forEach(entry -> add(versions, entry.id()));
        for (StepReport step : since.steps()) {
            if (step.direction() == Direction.APPLY) {
                add(versions, step.id());
            } else {
                versions.removeIf(step.id()::equals);
            }
        }
        return versions.isEmpty() ? null : versions.last();
    }

    private static void add(Set<Version> versions, MigrationId id) {
        if (id instanceof Version version) {
            versions.add(version);
        }
    }
}
