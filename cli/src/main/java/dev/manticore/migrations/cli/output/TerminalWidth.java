package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.cli.environment.Environment;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out how wide the terminal is. */
final class TerminalWidth {
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([0-9]{1,4})\\s*");

    private TerminalWidth() {}

    /** The number of columns: of the variable {@code COLUMNS}, of the terminal, or 80. */
    static int of(Environment environment) {
        int columns = number(environment.variable("COLUMNS"))
                .or(TerminalWidth::ofTerminal)
                .orElse(USUAL);
        return Math.max(columns, NARROWEST);
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Asks the program that POSIX has for this, since Java cannot. Empty if there is no such program, or no terminal. */
    private static Optional<Integer> ofTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            return size.matches() ? number(size.group(1)) : Optional.empty();
        } catch (IOException unavailable) {
            return Optional.empty();
        }
    }
}
