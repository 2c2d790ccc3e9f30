package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a separate process. */
record Child(Process process, Path output) {

    static Child start(Path directory, Map<String, String> variables, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, "output-", ".txt");
        return start(
                directory,
                variables,
                command(arguments),
                new ProcessBuilder().redirectErrorStream(true).redirectOutput(output.toFile()),
                output);
    }

    /**
     * Keeps only standard output. The process reacts to every signal, even if the tests themselves run in the background
     * and ignore some.
     */
    static Child startForSignals(Path directory, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> command = command(arguments);
        command.addAll(0, List.of("env", "--default-signal"));
        Path output = Files.createTempFile(directory, "output-", ".txt");
        return start(
                directory,
                variables,
                command,
                new ProcessBuilder().redirectError(Redirect.DISCARD).redirectOutput(output.toFile()),
                output);
    }

    private static Child start(
            Path directory, Map<String, String> variables, List<String> command, ProcessBuilder builder, Path output)
            throws IOException {
        builder.command(command).directory(directory.toFile());
        builder.environment().putAll(variables);
        return new Child(builder.start(), output);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Sends a signal, e.g. {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end");
        }
        return process.exitValue();
    }

    String text() throws IOException {
        return Files.readString(output);
    }
}
