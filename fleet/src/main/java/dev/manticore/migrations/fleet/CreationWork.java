package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Target;
import java.util.Collection;
import java.util.List;

/** Applies all migrations to a target that has none yet. */
record CreationWork() implements TargetWork {

    @Override
    public Collection<TargetResult> known(List<FleetTarget> targets) {
        return List.of();
    }

    @Override
    public MigrationReport run(FleetTarget target, TargetMigrator migrator) {
        if (!migrator.appliedVersions().isEmpty()) {
            throw new TargetExistsException(target);
        }
        return migrator.migrate(Target.latest());
    }
}
