package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.failure.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an embedded server lives: its data, its log and the lock of who uses it, side by side in one directory.
 *
 * @param root what the user named
 */
record ServerDirectory(Path root) {

    Path data() {
        return root.resolve("data");
    }

    /** Where data are prepared; renamed to {@link #data()} when they are complete. */
    Path newData() {
        return root.resolve("data.new");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path postmasterFile() {
        return data().resolve("postmaster.pid");
    }

    boolean hasData() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /** Makes the directory, or finds out that it is not one of ours. */
    void prepare() {
        if (Files.exists(root.resolve("PG_VERSION"))) {
            throw refused(
                    "it is the data directory of a PostgreSQL server",
                    "Name a new directory: the server's data will be in its subdirectory data.");
        }
        try {
            Files.createDirectories(root);
            // In this order: the lock is the first file that a run beside us makes.
            if (!isEmpty() && !Files.exists(lock())) {
                throw refused("it holds other files", "Name a new or an empty directory.");
            }
        } catch (IOException failure) {
            throw new CliException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The directory " + root + " for the embedded PostgreSQL cannot be made: " + failure,
                    "Name one that you may write to, with --embedded=DIR.",
                    failure);
        }
    }

    /** Nobody wants to commit a server. */
    void hideFromGit() throws IOException {
        Path ignore = root.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.writeString(ignore, "*\n");
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        }
    }

    private CliException refused(String reason, String remedy) {
        return CliException.usage("--embedded cannot use the directory " + root + ": " + reason + ".", remedy);
    }

    /** The major version of the server that made the data. */
    String version() throws IOException {
        return Files.readString(data().resolve("PG_VERSION"), StandardCharsets.US_ASCII)
                .strip();
    }

    /** The last lines of the server's log, for messages. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
        } catch (IOException unreadable) {
            return "(no log: " + unreadable + ")";
        }
    }
}
