package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceScript;

/** Which resources a source answers with. */
final class FileNames {
    private FileNames() {}

    /** The last part of a path with slashes. */
    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Takes a path with slashes, relative to the location: a hidden directory hides what is in it. */
    static boolean isScript(String path) {
        return !path.startsWith(".") && !path.contains("/.") && SourceScript.isExpected(of(path));
    }
}
