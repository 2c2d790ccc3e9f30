package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.cli.environment.Environment;

/**
 * Colours, used only on a terminal.
 *
 * @see <a href="https://no-color.org">no-color.org</a>
 */
public record Style(boolean colours) {
    private static final String RESET = "\u001b[0m";

    public static Style of(Environment environment) {
        return new Style(environment.obedientTerminal() && environment.variable("NO_COLOR") == null);
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        String printable = Printable.text(text);
        return colours ? "\u001b[" + code + "m" + printable + RESET : printable;
    }
}
