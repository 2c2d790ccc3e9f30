package dev.manticore.migrations.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code postmaster.pid}, which a server writes when it starts and a killed one leaves behind.
 *
 * @param pid the server's process
 * @param standalone whether it has no network and serves only its own input; it ends when that ends
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h">pidfile.h</a>
 */
record PostmasterFile(long pid, boolean standalone) {

    /** Empty if the file does not exist or is incomplete. */
    static Optional<PostmasterFile> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.get(0).strip());
            // A standalone one has a minus before its id.
            return Optional.of(new PostmasterFile(Math.abs(pid), pid < 0));
        } catch (NumberFormatException incomplete) {
            return Optional.empty();
        }
    }

    /** Whether the server may still be running. Another program may have its process id by now. */
    boolean mayRun(Path data) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .arguments()
                        .map(arguments -> Arrays.stream(arguments).anyMatch(argument -> names(argument, data)))
                        .orElse(true))
                .orElse(false);
    }

    /** It may have been started by another path to the same directory. */
    private static boolean names(String argument, Path data) {
        try {
            return Files.isSameFile(Path.of(argument), data);
        } catch (IOException | InvalidPathException another) {
            return false;
        }
    }
}
