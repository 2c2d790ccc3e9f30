package dev.manticore.migrations.cli.environment;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
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
 * @param zones finds the time zone in which times are shown; not before it is needed, since that takes time
 */
public record Environment(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Supplier<ZoneId> zones) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** What settings are taken from. */
    public ProcessEnvironment process() {
        return new ProcessEnvironment(variables, directory);
    }

    /** A variable's value, or null if it is unset or empty. */
    public @Nullable String variable(String name) {
        return process().variable(name);
    }

    /** Whether the output goes to a terminal that supports escape sequences. The shells of editors often do not. */
    public boolean obedientTerminal() {
        return terminal && !"dumb".equals(variable("TERM"));
    }

    /**
     * Whether colours are wanted.
     *
     * @see <a href="https://no-color.org">no-color.org</a>
     */
    public boolean colours() {
        return obedientTerminal() && variable("NO_COLOR") == null;
    }

    /** The time zone in which times are shown. */
    public ZoneId zone() {
        return zones.get();
    }

    /** Resolves a path against the current directory. Paths stay relative where possible, to be short in messages. */
    public Path resolve(String path) {
        return process().resolve(path);
    }

    /** Variables may hold passwords. */
    @Override
    public String toString() {
        return "Environment[directory=" + directory + ", terminal=" + terminal + "]";
    }
}
