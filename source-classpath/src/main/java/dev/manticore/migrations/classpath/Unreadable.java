package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;

/** Creates exceptions for unreadable parts of the class path. */
final class Unreadable {
    private Unreadable() {}

    static SourceException because(Object culprit, IOException failure) {
        return new SourceException(
                culprit + " cannot be read: " + reason(failure) + ".",
                "Repair it, remove it from the class path, or give the user that runs the migrations read permission.",
                failure);
    }

    static String reason(IOException failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }
}
