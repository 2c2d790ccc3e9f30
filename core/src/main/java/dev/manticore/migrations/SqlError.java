package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * An error from the server or the driver.
 *
 * @param sqlState five characters, or null if the error comes from the driver
 */
public record SqlError(
        @Nullable String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint) {}
