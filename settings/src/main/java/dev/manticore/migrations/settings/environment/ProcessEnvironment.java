package dev.manticore.migrations.settings.environment;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process was started with: the source of settings that nobody wrote for this program alone.
 *
 * @param variables the environment variables
 * @param directory the current directory; relative paths start here
 */
public record ProcessEnvironment(Map<String, String> variables, Path directory) {
    public ProcessEnvironment {
        variables = Map.copyOf(variables);
    }

    /** A variable's value, or null if it is unset or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Resolves a path against the current directory. Paths stay relative where possible, to be short in messages. */
    public Path resolve(String path) {
        Path given = Path.of(path);
        return directory.equals(Path.of("").toAbsolutePath()) ? given : directory.resolve(given);
    }

    /** Variables may hold passwords. */
    @Override
    public String toString() {
        return "ProcessEnvironment[directory=" + directory + "]";
    }
}
