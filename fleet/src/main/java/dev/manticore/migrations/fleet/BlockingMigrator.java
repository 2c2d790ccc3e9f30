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

/** Runs on the calling thread. */
record BlockingMigrator(Migrator migrator) implements TargetMigrator {

    @Override
    public MigrationReport migrate(Target target) {
        return migrator.migrate(target);
    }

    @Override
    public MigrationReport migrate(Target target, Plan agreed) {
        return migrator.migrate(target, agreed);
    }

    @Override
    public Plan plan(Target target) {
        return migrator.plan(target);
    }

    @Override
    public Plan validate() {
        return migrator.validate();
    }

    @Override
    public MigrationStatus status() {
        return migrator.status();
    }

    @Override
    public List<Version> appliedVersions() {
        return migrator.appliedVersions();
    }

    @Override
    public Map<String, String> historyDigests(List<String> schemas) {
        return migrator.historyDigests(schemas);
    }

    @Override
    public Rows query(String select) {
        return migrator.query(select);
    }
}
