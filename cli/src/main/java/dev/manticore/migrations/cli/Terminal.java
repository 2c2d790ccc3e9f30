package dev.manticore.migrations.cli;

import java.io.Console;
import java.lang.reflect.Method;

/** Whether a person watches. */
final class Terminal {
    private Terminal() {}

    /** Until Java 21 there is a console only on a terminal; since Java 22 there always is one, which can be asked. */
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
