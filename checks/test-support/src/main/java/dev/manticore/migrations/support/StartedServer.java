package dev.manticore.migrations.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web application that is started as a process of its own, like its users do. Closing it ends the process. */
public final class StartedServer implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final String port;

    private StartedServer(Process process, Path output, String port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /**
     * Starts Java, and returns when the application serves.
     *
     * @param directory where its output is written
     * @param ready what the application prints when it serves; its first group is the port
     * @param arguments of Java
     * @throws IllegalStateException with the output if the application ends before
     */
    public static StartedServer start(Path directory, Pattern ready, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        while (true) {
            boolean alive = process.isAlive();
            String text = Files.readString(output);
            Matcher port = ready.matcher(text);
            if (port.find()) {
                return new StartedServer(process, output, port.group(1));
            }
            if (!alive) {
                throw new IllegalStateException(text);
            }
            Thread.sleep(100);
        }
    }

    /** All that it has printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** The body of an answer, whatever its status. */
    public String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
