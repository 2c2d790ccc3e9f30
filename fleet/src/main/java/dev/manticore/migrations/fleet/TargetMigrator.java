package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Rows;
import java.util.List;
import java.util.Map;

/** The migrator of one target. Its calls block, and an interrupt ends them; see {@link Migrator}. */
interface TargetMigrator {

    MigrationReport migrate(Target target);

    /** See {@link Migrator#migrate(Target, Plan)}. */
    MigrationReport migrate(Target target, Plan agreed);

    Plan plan(Target target);

    Plan validate();

    MigrationStatus status();

    List<Version> appliedVersions();

    Map<String, String> historyDigests(List<String> schemas);

    Rows query(String select);
}
