package dev.manticore.migrations.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code postmaster.pid}, which a running server writes and a killed one leaves behind.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h">pidfile.h</a>
 */
record PostmasterFile(long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** Empty if the file does not exist or is incomplete. */
    static Optional<PostmasterFile> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(PID_LINE).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException incomplete) {
            return Optional.empty();
        }
    }

    /** Whether the server may still be running. Another program may have its process id by now. */
    boolean mayRun(Path data) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .commandLine()
                        .map(it -> it.contains(data.toAbsolutePath().toString()))
                        .orElse(true))
                .orElse(false);
    }
}
