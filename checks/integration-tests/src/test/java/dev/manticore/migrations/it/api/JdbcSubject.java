package dev.manticore.migrations.it.api;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ReadableHistory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Migrator}; what it has twice is called in its own words. */
record JdbcSubject(Migrator migrator) implements Subject {
    @Override
    public MigrationReport migrate(Target target) {
        return migrator.migrate(target);
    }

    @Override
    public MigrationReport migrate() {
        return migrator.migrate();
    }

    @Override
    public MigrationReport migrate(long version) {
        return migrator.migrate(version);
    }

    @Override
    public MigrationReport rollback(int count) {
        return migrator.rollback(count);
    }

    @Override
    public MigrationReport revert(long version) {
        return migrator.revert(version);
    }

    @Override
    public void initialize() {
        migrator.initialize();
    }

    @Override
    public List<Version> appliedVersions() {
        return migrator.appliedVersions();
    }

    @Override
    public MigrationStatus status() {
        return migrator.status();
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
    public CreatedMigration create(String description) {
        return migrator.create(description);
    }

    @Override
    public Optional<MigrationStatus.LeaseHolder> unlock() {
        return migrator.unlock();
    }

    @Override
    public Baselined baseline(Version version, @Nullable String description) {
        return migrator.baseline(version, description);
    }

    @Override
    public RepairReport repair(RepairOption... options) {
        return migrator.repair(options);
    }

    @Override
    public RepairReport planRepair(RepairOption... options) {
        return migrator.planRepair(options);
    }

    @Override
    public Resumed resume(Resumption resumption) {
        return migrator.resume(resumption);
    }

    @Override
    public Adoption adopt(ReadableHistory from) {
        return migrator.adopt(from);
    }

    @Override
    public Adoption planAdoption(ReadableHistory from) {
        return migrator.planAdoption(from);
    }

    @Override
    public CreatedMigration create(String description, String upSql, String downSql) {
        return migrator.create(description, upSql, downSql);
    }
}
