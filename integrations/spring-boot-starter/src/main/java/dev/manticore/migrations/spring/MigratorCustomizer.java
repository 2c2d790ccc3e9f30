package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigratorBuilder;

/**
 * Changes how a migrator is built, after {@code manticore.migrations.*} was applied. Define beans of this type; they are
 * called in their order, once for each database, on the thread that starts the application.
 */
@FunctionalInterface
public interface MigratorCustomizer {

    /**
     * Changes the builder.
     *
     * @param database the name under {@code manticore.migrations.databases}, or {@link ApplicationMigrations#DEFAULT}
     */
    void customize(String database, MigratorBuilder<?> builder);
}
