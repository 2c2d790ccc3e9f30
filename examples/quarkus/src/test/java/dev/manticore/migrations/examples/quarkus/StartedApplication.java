package dev.manticore.migrations.examples.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as it was built, in a process of its own. */
final class StartedApplication implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final Process process;
    private final Path output;

    private StartedApplication(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with these properties, at any port. */
    static StartedApplication of(Path output, String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dquarkus.http.port=0");
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-jar", JAR.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new StartedApplication(process, output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it serves. */
    String url() throws IOException, InterruptedException {
        while (true) {
            boolean alive = process.isAlive();
            Matcher listening = LISTENING.matcher(output());
            if (listening.find()) {
                return listening.group(1).replace("0.0.0.0", "localhost");
            }
            if (!alive) {
                throw new IllegalStateException("The application has ended:\n" + output());
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
