package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of an embedded server, with its data, its log and the lock file.
 *
 * @param root the directory that the user specified
 */
record ServerDirectory(Path root) {

    Path data() {
        return root.resolve("data");
    }

    /** Where the data is prepared; renamed to {@link #data()} when complete. */
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

    /** Creates the directory, or refuses one that holds other files. */
    void prepare() {
        if (Files.exists(root.resolve("PG_VERSION"))) {
            throw refused(
                    "it is the data directory of a PostgreSQL server",
                    "Choose a new directory: the server's data will be in its subdirectory data.");
        }
        try {
            Files.createDirectories(root);
            // In this order: the lock is the first file that a concurrent run creates.
            if (!isEmpty() && !Files.exists(lock())) {
                throw refused("it contains other files", "Choose a new or an empty directory.");
            }
        } catch (IOException failure) {
            throw new ToolException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The directory " + root + " for the embedded PostgreSQL cannot be created: " + failure,
                    "Choose a writable one with --embedded=DIR.",
                    failure);
        }
    }

    /** Keeps the server's files out of version control. */
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

    private ToolException refused(String reason, String remedy) {
        return ToolException.usage("--embedded cannot use the directory " + root + ": " + reason + ".", remedy);
    }

    /**
     * Lets nobody in without the password, whatever the data was created with: not through the network, and not through
     * the files.
     */
    void protect() throws IOException {
        Files.writeString(
                data().resolve("pg_hba.conf"),
                "# Written by manticore at each start.\nhost all all " + EmbeddedServer.HOST + "/32 scram-sha-256\n");
        for (Path path : List.of(root, data())) {
            PosixFileAttributeView permissions = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (permissions != null) {
                permissions.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** The major version of the server that created the data. */
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
