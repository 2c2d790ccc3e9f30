package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import java.util.Collection;
import java.util.List;

/** What a call does for its targets. Thread-safe. */
interface TargetWork {

    /** The results that are known without a run of their own. */
    Collection<TargetResult> known(List<FleetTarget> targets);

    /** Migrates one of the others; what it throws is the failure of the target. */
    MigrationReport run(FleetTarget target, TargetMigrator migrator);
}
