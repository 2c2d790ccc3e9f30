package dev.manticore.migrations;

import java.util.Objects;

/**
 * An SQL file that is a callback.
 *
 * @param event when it is executed
 * @param origin the location of the file, as its source reports it
 */
public record CallbackFile(CallbackEvent event, String origin) {
    public CallbackFile {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(origin, "origin");
    }
}
