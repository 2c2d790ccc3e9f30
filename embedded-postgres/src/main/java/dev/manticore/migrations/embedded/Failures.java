package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Words the failures that may occur anywhere. */
final class Failures {
    private Failures() {}

    /** Work on a server's directory. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    static <T> T translated(ServerDirectory directory, Work<T> work) {
        try {
            return work.run();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException(
                    Kind.INTERRUPTED,
                    "Interrupted while waiting for the embedded PostgreSQL.",
                    "Run the command again.",
                    interruption);
        } catch (IOException | UncheckedIOException failure) {
            throw new EmbeddedServerException(
                    Kind.FAILED,
                    "The embedded PostgreSQL in " + directory.root() + " cannot be used: " + reason(failure),
                    "Fix the cause, or choose another directory or server.",
                    failure);
        }
    }

    /** The message of a file system's failure is a path alone where the class tells what is wrong with it. */
    static String reason(Exception failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return reason(Objects.requireNonNull(unchecked.getCause()));
        }
        return failure instanceof FileSystemException file && file.getReason() == null
                ? file.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + file.getMessage()
                : String.valueOf(failure.getMessage());
    }

    /** A program failed; the log tells why. */
    static EmbeddedServerException failed(String message, ServerDirectory directory) {
        return new EmbeddedServerException(
                Kind.FAILED,
                message + ". The last lines of " + directory.log() + ":\n" + directory.logTail(),
                "Fix what the log reports, or choose another directory or server.");
    }
}
