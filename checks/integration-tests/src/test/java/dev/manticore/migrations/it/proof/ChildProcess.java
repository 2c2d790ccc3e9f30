package dev.manticore.migrations.it.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A {@link ChildProgram}, or another program, in a process of its own. */
final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ChildProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ChildProcess start(RunRequest request) {
        return start(ChildProgram.class, request.arguments());
    }

    /** Starts a program with a main method. */
    static ChildProcess start(Class<?> program, List<String> arguments) {
        // So small that 32 of them fit a machine of two processors.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-Dmanticore.proof.code=" + ProofSet.isCode(),
                "-D" + ProofHistory.PROPERTY + "=" + ProofHistory.chosen(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException killed) {
            // What it had printed has been read.
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String text() {
        return String.join("\n", lines);
    }

    boolean said(String line) {
        return lines.contains(line);
    }

    long count(String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).count();
    }

    ChildProcess awaitReady() {
        awaitLine("ready");
        return this;
    }

    void awaitLine(String line) {
        await(line, () -> said(line));
    }

    /** Until a line begins so. */
    void awaitLineLike(String prefix) {
        await(prefix, () -> count(prefix) > 0);
    }

    private void await(String what, BooleanSupplier said) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> said.getAsBoolean() || !process.isAlive());
        if (!process.isAlive()) {
            awaitOutput();
        }
        if (!said.getAsBoolean()) {
            throw new AssertionError(
                    "it ended with " + process.exitValue() + " before it said " + what + ": " + text());
        }
    }

    void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(text(), failure);
        }
    }

    /** Whether it ended by itself within the given time. */
    boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    int exitCode() {
        if (!endsWithin(PATIENCE)) {
            throw new AssertionError("it does not end: " + text());
        }
        awaitOutput();
        return process.exitValue();
    }

    private void awaitOutput() {
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Stops it where it is: not a single instruction more, until {@link #goOn}. */
    void stop() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Ends it at once: it learns nothing of it. */
    void kill() {
        process.destroyForcibly();
        if (!endsWithin(PATIENCE)) {
            throw new AssertionError("it survives being killed");
        }
        awaitOutput();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
