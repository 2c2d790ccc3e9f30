package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import java.util.List;

public final class Operations {
    public Operations(Settings settings) {}

    public Step<MigrationReport> migrate(Target target) {
        return new Step<>() {};
    }

    public Step<Boolean> initialize() {
        return new Step<>() {};
    }

    public Step<List<Long>> appliedVersions() {
        return new Step<>() {};
    }

    public Step<MigrationStatus> status() {
        return new Step<>() {};
    }

    public Step<Plan> plan(Target target) {
        return new Step<>() {};
    }

    public Step<CreatedMigration> create(String description) {
        return new Step<>() {};
    }
}
