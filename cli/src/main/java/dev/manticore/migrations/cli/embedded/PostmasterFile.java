package dev.manticore.migrations.cli.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server wrote into {@code postmaster.pid}; a killed one leaves it behind.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h">pidfile.h</a>
 */
record PostmasterFile(long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** Empty when there is no such file, or when it is not complete. */
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

    /** Whether the process that wrote it may still run; its number may have gone to another program since. */
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
