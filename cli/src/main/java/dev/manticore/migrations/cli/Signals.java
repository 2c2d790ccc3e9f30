package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.ExitStatus;
import java.lang.reflect.Proxy;
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
        NUMBERS.forEach((name, number) -> handle(name, () -> System.exit(status.decide(OFFSET + number))));
    }

    /**
     * Calls Java's class for signals by its name, since the compiler warns of it wherever it is used, and allows no exception.
     * Libraries that do the same start a logging system for it.
     */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
        } catch (ReflectiveOperationException unavailable) {
            // E.g. HUP on Windows. Java itself ends the process, with the same exit code.
        }
    }
}
