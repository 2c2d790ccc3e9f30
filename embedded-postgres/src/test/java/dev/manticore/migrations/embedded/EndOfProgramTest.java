package dev.manticore.migrations.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a program ends, the server that it started ends as well. */
class EndOfProgramTest {
    private static final String STARTED = "started in ";

    @TempDir
    private Path directory;

    @Test
    void stopsTheServersOfAKilledProgram() throws Exception {
        Program program = Program.start(directory.resolve("pg").toString(), "temporary");

        program.process.destroyForcibly().waitFor();

        awaitEnd(program);
        await().atMost(Duration.ofMinutes(2)).until(() -> !Files.exists(program.places.get(1)));
        assertThat(directory.resolve("pg/data/PG_VERSION")).exists();
    }

    @Test
    void stopsTheServersOfATerminatedProgram() throws Exception {
        Program program = Program.start(directory.resolve("pg").toString(), "temporary");

        program.process.destroy();
        program.process.waitFor();

        awaitEnd(program);
        assertThat(program.places.get(1)).doesNotExist();
        // The watchdogs have ended, too: they would stop another program's server.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> program.children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void awaitEnd(Program program) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> program.servers.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** A JVM that starts servers and waits. */
    private record Program(
            Process process, List<Path> places, List<ProcessHandle> servers, List<ProcessHandle> children) {

        static Program start(String... places) throws Exception {
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            EndOfProgramTest.class.getName()),
                                    Stream.of(places))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return started(process, places.length);
            } catch (RuntimeException failure) {
                process.destroyForcibly();
                throw failure;
            }
        }

        private static Program started(Process process, int count) {
            BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            List<Path> started =
                    Stream.generate(() -> Path.of(line(output))).limit(count).toList();
            List<ProcessHandle> servers =
                    started.stream().map(it -> server(it).orElseThrow()).toList();
            return new Program(process, started, servers, process.children().toList());
        }

        private static Optional<ProcessHandle> server(Path place) {
            try {
                return PostmasterFile.read(new ServerDirectory(place).postmasterFile())
                        .flatMap(it -> ProcessHandle.of(it.pid()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static String line(BufferedReader output) {
            try {
                while (true) {
                    String line = Optional.ofNullable(output.readLine()).orElseThrow();
                    // Others are of the log.
                    if (line.startsWith(STARTED)) {
                        return line.substring(STARTED.length());
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** The program of the child. */
    public static void main(String... places) throws InterruptedException {
        for (String place : places) {
            EmbeddedServerBuilder server =
                    place.equals("temporary") ? EmbeddedServer.temporary() : EmbeddedServer.in(Path.of(place));
            System.out.println(STARTED + server.start().directory());
        }
        new CountDownLatch(1).await();
    }
}
