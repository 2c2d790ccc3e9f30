package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.SharedFiles;
import java.util.Objects;
import java.util.Set;

/**
 * Makes the migrators of one call.
 *
 * @param files what they read once
 */
record Migrators(FleetSettings settings, SharedFiles files) {
    private static final String DEFAULT_PLACEHOLDER = "tenant";

    /** The migrators of a call that begins. */
    static Migrators of(FleetSettings settings) {
        return new Migrators(settings, new SharedFiles());
    }

    /** The migrator of a target. */
    TargetMigrator of(FleetTarget target) {
        return builder(target).build();
    }

    /** The migrator of a target, whose events somebody listens to. */
    TargetMigrator of(FleetTarget target, MigrationListener listener) {
        return builder(target).listener(listener).build();
    }

    /** A migrator for what is asked of a database. */
    TargetMigrator ofDatabase(String database) {
        MigratorBuilder<TargetMigrator> builder = settings.builders().apply(database);
        settings.migrator().accept(builder);
        return builder.build();
    }

    private MigratorBuilder<TargetMigrator> builder(FleetTarget target) {
        MigratorBuilder<TargetMigrator> builder = settings.builders().apply(target.database());
        settings.migrator().accept(builder);
        if (target.schema() != null) {
            builder.schema(target.schema());
        }
        return builder.sharing(files)
                .placeholders(declared -> declared.enabled() || settings.placeholder() != null
                        ? declared.with(placeholder(), target.name())
                        : declared);
    }

    private String placeholder() {
        return Objects.requireNonNullElse(settings.placeholder(), DEFAULT_PLACEHOLDER);
    }

    /** Whether targets with equal histories and nothing to do have nothing to do for the same reasons. */
    boolean compareTheSame() {
        return !files.repeatedVary(Set.of(placeholder()));
    }

    /** Whether everything that is executed is the same for all targets. */
    boolean executeTheSame() {
        return !files.anyVary(Set.of(placeholder()));
    }
}
