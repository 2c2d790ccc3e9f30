package dev.manticore.migrations.cli.environment;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a run of the command line.
 *
 * @param variables the environment variables
 * @param directory the current directory; relative paths start here
 * @param in the answers of the user
 * @param out results
 * @param err everything else: progress, logs, errors of the text output
 * @param terminal whether the output goes to a terminal
 * @param zone the time zone in which times are shown
 */
public record Environment(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        ZoneId zone) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** A variable's value, or null if it is unset or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Whether the output goes to a terminal that supports escape sequences. The shells of editors often do not. */
    public boolean obedientTerminal() {
        return terminal && !"dumb".equals(variable("TERM"));
    }

    /** Resolves a path against the current directory. Paths stay relative where possible, to be short in messages. */
    public Path resolve(String path) {
        Path given = Path.of(path);
        return directory.equals(Path.of("").toAbsolutePath()) ? given : directory.resolve(given);
    }

    /** Variables may hold passwords. */
    @Override
    public String toString() {
        return "Environment[directory=" + directory + ", terminal=" + terminal + ", zone=" + zone + "]";
    }
}
