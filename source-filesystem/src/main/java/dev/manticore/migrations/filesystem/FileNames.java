package dev.manticore.migrations.filesystem;

import java.nio.file.Path;

/** Names of files and directories. */
final class FileNames {
    private FileNames() {}

    /** The last part of a path; empty for a root. */
    static String of(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** The path from a directory to a file in it, with slashes on every platform. */
    static String between(Path directory, Path file) {
        String separator = directory.getFileSystem().getSeparator();
        return directory.relativize(file).toString().replace(separator, "/");
    }
}
