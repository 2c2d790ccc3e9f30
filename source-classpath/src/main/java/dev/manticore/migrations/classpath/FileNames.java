package dev.manticore.migrations.classpath;

/** Names of resources. */
final class FileNames {
    private FileNames() {}

    /** The last part of a path with slashes. */
    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A path with slashes without its last part; empty if it has only one. */
    static String directoryOf(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
}
