package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Creates directories of scripts, and returns what a source finds in them. */
final class Tree {
    private Tree() {}

    /** Writes a file, with its directories, that contains its own relative path. */
    static Path file(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }

    static Path link(Path link, String target) throws IOException {
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, Path.of(target));
    }

    /** The files found below a directory, as relative paths with slashes. */
    static List<String> found(Path root) throws SourceException {
        return FilesystemSource.of(root).load().stream()
                .map(script ->
                        root.relativize(Path.of(script.origin())).toString().replace('\\', '/'))
                .toList();
    }
}
