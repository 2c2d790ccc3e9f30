package dev.manticore.migrations.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process that stops the server when this JVM is killed. It reads from a pipe whose other end only this JVM
 * holds: the operating system closes it whatever ends the JVM. The server is told to stop by its process id, and only if
 * the directory is still its own, so a server that another run has started there since is left alone.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** {@code $1}: the file with the process id, {@code $2}: the id, {@code $3}: a directory to delete, or empty. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            if read -r dismissed; then exit 0; fi
            if [ "$(head -n 1 "$1")" = "$2" ]; then
                kill -INT "$2"
                while [ -n "$3" ] && kill -0 "$2"; do sleep 1; done
            fi
            if [ -n "$3" ]; then rm -rf -- "$3"; fi
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /**
     * Begins to watch a server that runs.
     *
     * @param temporary whether to delete the server's directory
     * @return null where there is no such shell, as on Windows; the next start on the directory stops the server there
     */
    static @Nullable Watchdog over(ServerDirectory directory, boolean temporary) {
        try {
            Optional<PostmasterFile> server = PostmasterFile.read(directory.postmasterFile());
            if (Platform.current().isWindows() || server.isEmpty()) {
                return null;
            }
            return new Watchdog(new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            SCRIPT,
                            "manticore-watchdog",
                            directory.postmasterFile().toAbsolutePath().toString(),
                            String.valueOf(server.get().pid()),
                            temporary ? directory.root().toAbsolutePath().toString() : "")
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            LOG.warn("The embedded PostgreSQL goes on if this program is killed: no watchdog can be started", failure);
            return null;
        }
    }

    /** The server has been stopped. */
    void dismiss() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("stopped\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            LOG.debug("The watchdog of the embedded server has ended before", ended);
        }
    }
}
