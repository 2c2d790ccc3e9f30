package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import org.jspecify.annotations.Nullable;

/**
 * A database, or a schema of one, that a file of targets lists.
 *
 * @param name unique in the file
 * @param schema null for the connection's own
 * @param place where the file lists it, e.g. {@code fleet.toml:3}
 */
public record ListedTarget(
        String name, DatabaseChoice database, @Nullable String schema, String place) {}
