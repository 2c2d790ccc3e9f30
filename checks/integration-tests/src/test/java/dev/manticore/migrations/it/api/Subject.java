package dev.manticore.migrations.it.api;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
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

/** A blocking or non-blocking migrator, for scenarios that run over both. */
public interface Subject {
    MigrationReport migrate(Target target);

    void initialize();

    List<Version> appliedVersions();

    MigrationStatus status();

    Plan plan(Target target);

    Plan validate();

    CreatedMigration create(String description);

    CreatedMigration create(String description, String upSql, String downSql);

    Optional<MigrationStatus.LeaseHolder> unlock();

    Baselined baseline(Version version, @Nullable String description);

    RepairReport repair(RepairOption... options);

    RepairReport planRepair(RepairOption... options);

    Resumed resume(Resumption resumption);

    Adoption adopt(ReadableHistory from);

    Adoption planAdoption(ReadableHistory from);

    default MigrationReport migrate() {
        return migrate(Target.latest());
    }

    default MigrationReport migrate(long version) {
        return migrate(Target.version(version));
    }

    default MigrationReport rollback(int count) {
        return migrate(Target.rollback(count));
    }

    default MigrationReport revert(long version) {
        return migrate(Target.revert(version));
    }
}
