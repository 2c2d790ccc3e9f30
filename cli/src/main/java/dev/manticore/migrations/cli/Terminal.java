package dev.manticore.migrations.cli;

import java.io.Console;
import java.lang.reflect.Method;

/** Detects whether the output goes to a terminal. */
final class Terminal {
    private Terminal() {}

    /** Up to Java 21, a console exists only on a terminal. From Java 22, one always exists and can be queried. */
    @SuppressWarnings("SystemConsoleNull") // before Java 22
    static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(isTerminal.invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
