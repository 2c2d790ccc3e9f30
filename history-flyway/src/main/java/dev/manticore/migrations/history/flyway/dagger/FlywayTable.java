package dev.manticore.migrations.history.flyway.dagger;

import org.jspecify.annotations.Nullable;

/**
 * Which table {@link FlywayHistoryModule} uses.
 *
 * @param schema not quoted; null for the connection's current schema
 * @param name not quoted
 */
public record FlywayTable(@Nullable String schema, String name) {}
