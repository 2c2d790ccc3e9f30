package dev.manticore.migrations.cli.environment;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the command line sees of the world around it.
 *
 * @param variables the environment variables
 * @param directory the current directory; relative paths start here
 * @param in what a person answers
 * @param out results
 * @param err everything else: progress, logs, errors of the text output
 * @param terminal whether a person watches
 * @param zone in which points in time are shown
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

    /** A variable's value, or null when it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Whether a person watches on a terminal that obeys escape sequences; the shell of an editor often does not. */
    public boolean obedientTerminal() {
        return terminal && !"dumb".equals(variable("TERM"));
    }

    /** A path as the user means it; the current directory's own paths stay relative and so short in messages. */
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
