package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * What the server said.
 *
 * @param sqlState five characters, or null when the driver, not the server, failed
 */
public record SqlError(
        @Nullable String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint) {}
