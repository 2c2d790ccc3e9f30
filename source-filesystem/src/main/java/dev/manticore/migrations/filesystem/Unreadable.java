package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Creates exceptions for unreadable files and directories. */
final class Unreadable {
    private Unreadable() {}

    /** Throws the first of these, with the others as suppressed exceptions; each is reported as a problem of its own. */
    static void requireNone(List<SourceException> problems) throws SourceException {
        if (problems.isEmpty()) {
            return;
        }
        SourceException first = problems.get(0);
        problems.subList(1, problems.size()).forEach(first::addSuppressed);
        throw first;
    }

    static SourceException because(Path path, IOException failure) {
        Path culprit = path.toAbsolutePath();
        if (failure instanceof AccessDeniedException) {
            return new SourceException(
                    culprit + " cannot be read: access denied.",
                    Remedy.of("Give the user that runs the migrations read permission (for a directory, also execute"
                                    + " permission).")
                            .or("to leave it out", new Remedy.Configure(Remedy.Setting.IGNORE)),
                    failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new SourceException(
                    culprit + " disappeared while the migrations were being read.",
                    "Try again when nothing changes the directory.",
                    failure);
        }
        return new SourceException(
                culprit + " cannot be read: " + reason(failure) + ".", "Repair or remove it.", failure);
    }

    /** The reason of a file system exception. Its message would repeat the path. */
    private static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
