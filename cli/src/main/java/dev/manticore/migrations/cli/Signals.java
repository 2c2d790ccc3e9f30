package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.ExitStatus;
import java.util.Map;

/**
 * Ends the process on Ctrl-C, {@code SIGTERM} and {@code SIGHUP}, as Java does by itself. The exit code is noted before,
 * since a JSON document that is printed meanwhile contains it.
 */
final class Signals {
    private static final int OFFSET = 128;
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

    private Signals() {}

    static void handle(ExitStatus status) {
        NUMBERS.forEach((name, number) ->
                org.jline.utils.Signals.register(name, () -> System.exit(status.decide(OFFSET + number))));
    }
}
