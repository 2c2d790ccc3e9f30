package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on whole directories. */
final class Directories {
    private Directories() {}

    /** The user's private cache: no other user can put programs there. */
    static Path cache(Environment environment) {
        String base = environment.variable("XDG_CACHE_HOME");
        if (base == null) {
            base = environment.variable("LOCALAPPDATA");
        }
        Path home = Path.of(System.getProperty("user.home"));
        return (base == null ? home.resolve(".cache") : Path.of(base)).resolve("manticore");
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
