package dev.manticore.migrations.application;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database of the application with its migrations. Thread-safe. All calls block, over JDBC and over Vert.x; each may
 * throw a {@link dev.manticore.migrations.MigrationException}.
 */
public final class DatabaseMigrations {
    private final String name;
    private final Target target;
    private final @Nullable Migrator blocking;
    private final @Nullable AsyncMigrator nonBlocking;

    private DatabaseMigrations(
            String name, Target target, @Nullable Migrator blocking, @Nullable AsyncMigrator nonBlocking) {
        this.name = Objects.requireNonNull(name, "name");
        this.target = Objects.requireNonNull(target, "target");
        this.blocking = blocking;
        this.nonBlocking = nonBlocking;
    }

    /**
     * A database that is migrated over JDBC.
     *
     * @param target where {@link #migrate} goes
     */
    public static DatabaseMigrations of(String name, Target target, Migrator migrator) {
        return new DatabaseMigrations(name, target, Objects.requireNonNull(migrator, "migrator"), null);
    }

    /**
     * A database that is migrated over a non-blocking driver.
     *
     * @param target where {@link #migrate} goes
     */
    public static DatabaseMigrations of(String name, Target target, AsyncMigrator migrator) {
        return new DatabaseMigrations(name, target, null, Objects.requireNonNull(migrator, "migrator"));
    }

    /** Its name among those of the application; {@code default} if it is the only one. */
    public String name() {
        return name;
    }

    /** Where the start migrates to: {@code manticore.migrations.target}. */
    public Target target() {
        return target;
    }

    /** The migrator over JDBC; empty if this database is migrated over a non-blocking driver. */
    public Optional<Migrator> migrator() {
        return Optional.ofNullable(blocking);
    }

    /** The migrator over a non-blocking driver; empty if this database is migrated over JDBC. */
    public Optional<AsyncMigrator> asyncMigrator() {
        return Optional.ofNullable(nonBlocking);
    }

    /** Migrates to {@link #target()}, as the start does. */
    public MigrationReport migrate() {
        return blocking != null ? blocking.migrate(target) : Awaited.result(async().migrate(target));
    }

    /** What {@link #migrate()} would do. Creates no table. */
    public Plan plan() {
        return blocking != null ? blocking.plan(target) : Awaited.result(async().plan(target));
    }

    /** Files and history side by side. Creates no table. */
    public MigrationStatus status() {
        return blocking != null ? blocking.status() : Awaited.result(async().status());
    }

    private AsyncMigrator async() {
        return Objects.requireNonNull(nonBlocking, "nonBlocking");
    }

    @Override
    public String toString() {
        return "migrations of the database " + name;
    }
}
