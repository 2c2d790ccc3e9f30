package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceScript;

/** Decides which resources a source returns. */
final class FileNames {
    private FileNames() {}

    /** The last part of a path with slashes. */
    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Checks a path with slashes, relative to the location. The content of hidden directories is excluded. */
    static boolean isScript(String path) {
        return !path.startsWith(".") && !path.contains("/.") && SourceScript.isExpected(of(path));
    }
}
