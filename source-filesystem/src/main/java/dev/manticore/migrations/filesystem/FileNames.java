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

    static boolean isHidden(String name) {
        return name.startsWith(".");
    }
}
