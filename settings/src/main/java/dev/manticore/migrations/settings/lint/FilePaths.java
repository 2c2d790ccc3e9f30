package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.SourceLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names files as services want them that show findings beside the code: relative to the top of the working tree, with slashes.
 */
final class FilePaths {
    private final Path directory;
    private final Path top;

    /** @param directory from which relative paths start */
    FilePaths(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.top = top(this.directory);
    }

    /** The nearest directory upwards with {@code .git}, which is a file in a linked working tree; otherwise the directory. */
    private static Path top(Path directory) {
        for (Path candidate = directory; candidate != null; candidate = candidate.getParent()) {
            if (Files.exists(candidate.resolve(".git"))) {
                return candidate;
            }
        }
        return directory;
    }

    /** The path of a file; the origin as it is if it names no file of the working tree, e.g. one in a jar. */
    String of(SourceLocation location) {
        try {
            Path file = directory.resolve(location.origin()).normalize();
            if (file.startsWith(top) && Files.exists(file)) {
                return top.relativize(file).toString().replace('\\', '/');
            }
        } catch (InvalidPathException noPath) {
            // It is the location of a resource.
        }
        return location.origin();
    }

    /** The same as a URI, relative to the top of the working tree where it is a file there, otherwise with {@code file:}. */
    String uri(SourceLocation location) {
        String path = of(location);
        if (path.startsWith("/")) {
            return "file://" + Path.of(path).toUri().getRawPath();
        }
        try {
            boolean absolute = path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
            return absolute
                    ? new URI(path).toString()
                    : new URI(null, null, "/" + path, null).getRawPath().substring(1);
        } catch (URISyntaxException noUri) {
            return "unknown:"
                    + path.codePoints()
                            .mapToObj(c -> Character.isLetterOrDigit(c) && c < 128 ? Character.toString(c) : "-")
                            .reduce("", String::concat);
        }
    }
}
