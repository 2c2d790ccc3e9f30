package dev.manticore.migrations.application;

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
     * @param database its name among those of the application; {@code default} if it is the only one
     */
    void customize(String database, MigratorBuilder<?> builder);
}
