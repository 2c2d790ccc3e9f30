package dev.manticore.migrations.it.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.it.api.Connections;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner in a process of its own: says {@code ready}, waits for a line, carries its {@link RunRequest} out and prints a line
 * for each event. Where the line that it waits for names an event's line, it stops behind that event until it gets
 * another one.
 */
final class ChildProgram {
    static final String GO = "go";
    private static final String GO_AND_PAUSE = "go and pause at ";

    private final PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    private String pauseAt = "";

    private ChildProgram() {}

    /** What to send to a child that is to stop behind an event. */
    static String goAndPauseAt(String event) {
        return GO_AND_PAUSE + event;
    }

    public static void main(String[] arguments) throws IOException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        // Not ended by a return: the client's threads are no concern of the test's.
        System.exit(new ChildProgram().run(RunRequest.of(arguments)));
    }

    private int run(RunRequest request) throws IOException {
        // Loads the classes, which takes longer than the run; nothing of it is left in the database or here.
        try (Connections warmUp = request.connect()) {
            request.subject(warmUp, builder -> {}).status();
        }
        try (Connections connections = request.connect()) {
            var subject = request.subject(connections, builder -> builder.listener(this::heard));
            output.println("ready");
            String command = input.readLine();
            pauseAt = command.startsWith(GO_AND_PAUSE) ? command.substring(GO_AND_PAUSE.length()) : "";
            output.println("done " + request.carryOut(subject));
            return 0;
        } catch (MigrationException failure) {
            output.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
            return 1;
        }
    }

    private void heard(MigrationEvent event) {
        String line = text(event);
        output.println(line);
        if (line.equals(pauseAt)) {
            try {
                input.readLine();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    static String text(MigrationEvent event) {
        if (event instanceof MigrationEvent.StepStarted started) {
            return "begun " + name(started.step());
        }
        if (event instanceof MigrationEvent.StatementFinished finished) {
            return "statement " + (finished.statement() + 1) + " of " + name(finished.step());
        }
        if (event instanceof MigrationEvent.StepFinished finished) {
            return "finished " + name(finished.step());
        }
        return event instanceof MigrationEvent.RunStarted || event instanceof MigrationEvent.StepFailed
                ? event.getClass().getSimpleName()
                : event.toString();
    }

    private static String name(PlanStep step) {
        return (step.direction() == Direction.APPLY ? "V" : "U") + step.id();
    }
}
