package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says that a file or directory cannot be read, and what to do about it. */
final class Unreadable {
    private Unreadable() {}

    static SourceException because(Path path, IOException failure) {
        Path culprit = path.toAbsolutePath();
        if (failure instanceof AccessDeniedException) {
            return new SourceException(
                    culprit + " cannot be read: access denied.",
                    "Let the user that runs the migrations read it (a directory also needs the right to be entered).",
                    failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new SourceException(
                    culprit + " disappeared while the migrations were being read.",
                    "Run again when nobody changes the directory.",
                    failure);
        }
        return new SourceException(
                culprit + " cannot be read: " + reason(failure) + ".", "Repair or remove it.", failure);
    }

    /** A file system's message repeats the path, its reason does not. */
    private static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
