package dev.manticore.migrations.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations on whole directories. */
final class Directories {
    private Directories() {}

    /** The user's private cache: no other user can put programs there. */
    static Path cache(Map<String, String> variables) {
        String base = value(variables, "XDG_CACHE_HOME");
        if (base == null) {
            base = value(variables, "LOCALAPPDATA");
        }
        Path home = Path.of(System.getProperty("user.home"));
        return (base == null ? home.resolve(".cache") : Path.of(base)).resolve("manticore");
    }

    private static @Nullable String value(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
