package dev.manticore.migrations.classpath;

/** Names of resources. */
final class FileNames {
    private FileNames() {}

    /** The last part of a path with slashes. */
    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
